using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Contracts.Events;

namespace Personalization.Log.Tests.Partitions;

/// <summary>
/// Clients, operators and misfortunes of a small cluster's log, at random: clients send batches until they are acknowledged, sometimes
/// twice, and read; visits end; writers get lost or go, stores fail or are full, people leave memory, and now and then two writers of a
/// partition live at once.
/// </summary>
internal sealed class LogModel : IAsyncDisposable
{
    public const int Partitions = 3;

    private const int ClientsAtOnce = 12;
    private static readonly string[] s_types =
        [EventTypes.PageView, EventTypes.AddToCart, EventTypes.Purchase, EventTypes.Rating, EventTypes.Search];

    private readonly SemaphoreSlim[] _opening = [.. Enumerable.Range(0, Partitions).Select(static _ => new SemaphoreSlim(1, 1))];
    private readonly List<(int Partition, Event[] Events)> _batches = [];
    private readonly List<Task> _pending = [];
    private readonly LogFollower[] _followers;
    private readonly bool _twoWriters;
    private int _events;

    public LogModel(int seed, bool twoWriters)
    {
        _twoWriters = twoWriters;
        Cluster.Publish = async events =>
        {
            foreach (var part in events.GroupBy(static e => LogRouting.PartitionOf(e, Partitions)))
            {
                await (await Current(part.Key)).Publish([.. part]);
            }
        };
        Faults = new RandomFaults(Cluster, seed);
        _followers = [.. Enumerable.Range(0, Partitions).Select(p => new LogFollower(p, Cluster.Node))];
    }

    public LogCluster Cluster { get; } = new(Partitions);

    public RandomFaults Faults { get; }

    public IEnumerable<Event> Sent => _batches.SelectMany(static b => b.Events).DistinctBy(static e => e.EventId);

    public IReadOnlyList<LogFollower> Followers => _followers;

    public async Task Step()
    {
        var partition = Faults.Next(Partitions);
        Cluster.Pass(TimeSpan.FromSeconds(Faults.Next(60)));
        switch (Faults.Next(100))
        {
            case < 55:
                Send(NewBatch());
                break;
            case < 65 when _batches.Count > 0:
                Send(_batches[Faults.Next(_batches.Count)]);
                break;
            case < 73:
                await Read(SomeActor());
                break;
            case < 78:
                SomeWriter(partition)?.Sweep(TimeSpan.Zero);
                break;
            case < 80:
                await LoseWriter(partition);
                break;
            case < 82:
                await CloseWriter(partition);
                break;
            case < 84 when _twoWriters:
                await Open(partition);
                break;
            case < 85:
                Faults.LoseStore();
                break;
            case < 92:
                await Current(partition);
                _pending.Add(Try(SomeWriter(partition)!.Checkpoint));
                break;
            case < 94:
                Cluster.Pass(TimeSpan.FromMinutes(31));
                await Current(partition);
                _pending.Add(Try(SomeWriter(partition)!.EndVisits));
                break;
            default:
                await Follow(partition);
                break;
        }
        while (_pending.Count > ClientsAtOnce)
        {
            await Task.WhenAny(_pending);
            foreach (var done in _pending.Where(static p => p.IsCompleted).ToArray())
            {
                _pending.Remove(done);
                await done;
            }
        }
    }

    /// <summary>Ends all misfortune, has everybody learn everything, and ends all visits.</summary>
    public async Task Settle()
    {
        Faults.IsOn = false;
        await Task.WhenAll(_pending);
        _pending.Clear();

        // A writer that was overtaken finds out.
        for (var partition = 0; partition < Partitions; partition++)
        {
            await (await Current(partition)).Checkpoint();
        }
        foreach (var batch in _batches)
        {
            await Insist(batch, isRead: false);
        }
        Cluster.Pass(TimeSpan.FromHours(2));
        for (var partition = 0; partition < Partitions; partition++)
        {
            var writer = await Current(partition);
            await writer.EndVisits();
            Assert.Equal(0, writer.OpenVisits);
        }
        for (var partition = 0; partition < Partitions; partition++)
        {
            await Follow(partition);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Faults.IsOn = false;
        await Cluster.DisposeAsync();
    }

    private (int Partition, Event[] Events) NewBatch()
    {
        var partition = Faults.Next(Partitions);
        var events = new List<Event>();
        for (var count = 1 + Faults.Next(4); events.Count < count;)
        {
            var session = Faults.Chance(0.6) ? "s" + Faults.Next(8) : null;
            var user = session is null || Faults.Chance(0.7) ? "u" + Faults.Next(10) : null;
            if (LogRouting.PartitionOf(user ?? session!, Partitions) == partition)
            {
                events.Add(LogCluster.View(_events++, user, session, "item" + Faults.Next(8)) with
                {
                    EventType = s_types[Faults.Next(s_types.Length)],
                    Value = Faults.Next(20),
                    Timestamp = Cluster.Now,
                });
            }
        }
        if (Faults.Chance(0.1))
        {
            events.Add(events[0]);
        }
        var batch = (partition, events.ToArray());
        _batches.Add(batch);
        return batch;
    }

    private void Send((int Partition, Event[] Events) batch)
    {
        _pending.Add(Task.Run(() => Insist(batch)));
        if (Faults.Chance(0.1))
        {
            _pending.Add(Task.Run(() => Insist(batch)));
        }
    }

    private async Task Insist((int Partition, Event[] Events) batch, bool isRead = true)
    {
        while (true)
        {
            var writer = (Faults.Chance(0.1) ? SomeWriter(batch.Partition) : null) ?? await Current(batch.Partition);
            try
            {
                await writer.Publish(batch.Events);
                if (isRead)
                {
                    await AssertSeen(batch.Events, writer);
                }
                return;
            }
            catch (LogUnavailableException)
            {
                await Task.Yield();
            }
        }
    }

    // Acknowledged means seen by the next decision: at the writer that said so, and at whoever is the writer now, where there is one
    // at a time.
    private async Task AssertSeen(Event[] events, LogPartition writer)
    {
        foreach (var e in events)
        {
            var actor = e.UserId is { } user ? LogCluster.User(user) : LogCluster.Session(e.SessionId!);
            foreach (var at in _twoWriters ? [writer] : new[] { writer, await Current(writer.Number) })
            {
                if (await Applied(actor, at) is { } applied)
                {
                    Assert.Contains(e.EventId, applied);
                }
            }
        }
    }

    private async Task Read(ActorId actor)
    {
        var partition = LogRouting.PartitionOf(actor.Key, Partitions);
        await Applied(actor, await Current(partition));
        if (SomeWriter(partition) is { } other)
        {
            await Applied(actor, other);
        }
    }

    // Nothing from a writer that is gone: who asks is sent to its successor.
    private async Task<string[]?> Applied(ActorId actor, LogPartition at)
    {
        while (true)
        {
            try
            {
                return await Cluster.Applied(actor, at);
            }
            catch (LogUnavailableException fault)
            {
                Assert.Equal(LogRefusal.Moved, fault.Refusal);
                return null;
            }
            catch (IOException) when (Cluster.IsCut(at))
            {
                return null;
            }
            catch (IOException)
            {
                await Task.Yield();
            }
        }
    }

    private async ValueTask<LogPartition> Current(int partition)
    {
        while (true)
        {
            if (Cluster.Writer(partition) is { IsFenced: false } writer)
            {
                return writer;
            }
            await _opening[partition].WaitAsync();
            try
            {
                if (Cluster.Writer(partition) is not { IsFenced: false })
                {
                    await Open(partition);
                }
            }
            finally
            {
                _opening[partition].Release();
            }
        }
    }

    private async Task Open(int partition)
    {
        try
        {
            await Cluster.Open(partition);
        }
        catch (IOException)
        {
            // Tried again when somebody needs it.
        }
    }

    private Task LoseWriter(int partition) => Without(partition, Cluster.Lose);

    private Task CloseWriter(int partition) => Without(partition, writer => writer.Close(Faults.Chance(0.5)).AsTask());

    // The successor comes when the writer is gone; two at once are a misfortune of their own.
    private async Task Without(int partition, Func<LogPartition, Task> leave)
    {
        await _opening[partition].WaitAsync();
        try
        {
            if (Cluster.Writer(partition) is { } writer)
            {
                Cluster.Leave(partition);
                await leave(writer);
            }
        }
        finally
        {
            _opening[partition].Release();
        }
    }

    private static async Task Try(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is IOException or LogUnavailableException)
        {
            // Tried again another time.
        }
    }

    private async Task Follow(int partition)
    {
        var follower = _followers[partition];
        var writer = await Current(partition);
        follower.Follow(from => writer.Updates(from));
        if (Faults.Chance(0.7))
        {
            try
            {
                await (await Current(partition)).Learnt(follower.Position);
            }
            catch (IOException)
            {
                // Told again another time.
            }
        }
    }

    private LogPartition? SomeWriter(int partition)
    {
        var writers = Cluster.Opened(partition);
        return writers.Count == 0 ? null : writers[^(1 + Faults.Next(Math.Min(writers.Count, 3)))];
    }

    private ActorId SomeActor() => Faults.Chance(0.5) ? LogCluster.User("u" + Faults.Next(10)) : LogCluster.Session("s" + Faults.Next(8));
}
