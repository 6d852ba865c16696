using Personalization.Actors.Events;
using Personalization.Actors.Logs;
using Personalization.Contracts.Events;

namespace Personalization.Actors.Tests.Logs;

/// <summary>
/// Clients, operators and misfortunes of a small cluster's log, at random: clients send batches until they are acknowledged, sometimes twice; writers, actors and
/// calls get lost, stores fail, and now and then two writers of a partition live at once.
/// </summary>
internal sealed class LogModel : IAsyncDisposable
{
    private const int Partitions = 3;
    private const int ClientsAtOnce = 12;
    private static readonly string[] s_types = [EventTypes.PageView, EventTypes.AddToCart, EventTypes.Purchase, EventTypes.Rating, EventTypes.Search];

    private readonly SemaphoreSlim[] _opening = [.. Enumerable.Range(0, Partitions).Select(static _ => new SemaphoreSlim(1, 1))];
    private readonly List<(int Partition, Event[] Events)> _batches = [];
    private readonly List<Task> _pending = [];
    private readonly LogFollower[] _followers;
    private readonly bool _twoWriters;
    private int _events;

    public LogModel(int seed, bool twoWriters)
    {
        _twoWriters = twoWriters;
        Cluster.Actors.Writer = async partition => await Current(partition);
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
        switch (Faults.Next(100))
        {
            case < 60:
                Send(NewBatch());
                break;
            case < 70 when _batches.Count > 0:
                Send(_batches[Faults.Next(_batches.Count)]);
                break;
            case < 80:
                await Cluster.Actors.Crash(SomeActor());
                break;
            case < 81:
                await Cluster.Actors.CrashAll();
                break;
            case < 84:
                await LoseWriter(partition);
                break;
            case < 86 when _twoWriters:
                await Open(partition);
                break;
            case < 87:
                Faults.LoseStore();
                break;
            case < 93:
                await Current(partition);
                _pending.Add(Checkpoint(SomeWriter(partition)!));
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

    /// <summary>Ends all misfortune and waits until everything is with its actors.</summary>
    public async Task Settle()
    {
        Faults.IsOn = false;
        await Task.WhenAll(_pending);
        _pending.Clear();
        for (var partition = 0; partition < Partitions; partition++)
        {
            await Current(partition);
            await Cluster.Writer(partition)!.Checkpoint();
        }

        // A duplicate is acknowledged behind its original, and finds out whether the writer is the current one.
        foreach (var batch in _batches)
        {
            await Insist(batch);
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
                events.Add(LogCluster.View(_events++, user, session, "item" + Faults.Next(8)) with { EventType = s_types[Faults.Next(s_types.Length)], Value = Faults.Next(20) });
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

    private async Task Insist((int Partition, Event[] Events) batch)
    {
        while (true)
        {
            var writer = (Faults.Chance(0.1) ? SomeWriter(batch.Partition) : null) ?? await Current(batch.Partition);
            try
            {
                await writer.Publish(batch.Events);
                break;
            }
            catch (LogUnavailableException)
            {
                await Task.Yield();
            }
        }
        if (!_twoWriters)
        {
            await AssertSeen(batch.Events);
        }
    }

    // Acknowledged means seen by the next decision, also when the person's node was lost in between.
    private async Task AssertSeen(Event[] events)
    {
        foreach (var e in events.Where(static e => e.UserId is not null))
        {
            while (true)
            {
                try
                {
                    Assert.Contains(e.EventId, await Cluster.Applied(LogCluster.User(e.UserId!)));
                    break;
                }
                catch (Exception fault) when (fault is IOException or TimeoutException)
                {
                    await Task.Yield();
                }
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

    private async Task LoseWriter(int partition)
    {
        if (Cluster.Writer(partition) is { } writer)
        {
            Cluster.Leave(partition);
            await Cluster.Lose(writer);
        }
    }

    private static async Task Checkpoint(LogPartition writer)
    {
        try
        {
            await writer.Checkpoint();
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // Tried again another time.
        }
    }

    private async Task Follow(int partition)
    {
        var follower = _followers[partition];
        follower.Follow((await Current(partition)).Updates);
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
