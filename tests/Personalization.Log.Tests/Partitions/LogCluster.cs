using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Personalization.Log.Partitions;
using Personalization.Log.Tests.Snapshots;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Profiles;

namespace Personalization.Log.Tests.Partitions;

/// <summary>
/// A cluster's log on two nodes, with its stores in memory. Pauses between attempts take no time unless a test brings its own clock;
/// checkpoints happen when told.
/// </summary>
internal sealed class LogCluster : IAsyncDisposable
{
    private readonly TestNode[] _nodes = [new(), new()];
    private readonly LogPartition?[] _writers;
    private readonly List<(int Number, LogPartition Partition, Wire Wire, TestNode Node)> _opened = [];
    private readonly List<LoggedEvent>[] _events;
    private readonly NameCache _names = new();

    public LogCluster(int partitions = 1)
    {
        Options = new LogOptions { Partitions = partitions };
        _writers = new LogPartition?[partitions];
        _events = [.. Enumerable.Range(0, partitions).Select(static _ => new List<LoggedEvent>())];
        Publish = async events =>
        {
            foreach (var part in events.GroupBy(e => LogRouting.PartitionOf(e, partitions)))
            {
                await Writer(part.Key)!.Publish([.. part]);
            }
        };
    }

    public FakeTimeProvider Time { get; init; } = new PauselessTime();

    public LogOptions Options { get; }

    public MemoryLogStore Log { get; } = new();

    public MemorySnapshotStore Snapshots { get; } = new();

    /// <summary>The way into the log for summaries of visits.</summary>
    public Func<IReadOnlyList<Event>, Task> Publish { get; set; }

    public int MostResidents { get; init; } = 1_000_000;

    public EngineNode Node => _nodes[0].Engine;

    public TestNode First => _nodes[0];

    public DateTimeOffset Now => _nodes[0].Time.GetUtcNow();

    public static ActorId User(string key) => new(ActorKind.User, key);

    public static ActorId Session(string key) => new(ActorKind.Session, key);

    /// <summary>A view of an item; the number makes the id.</summary>
    public static Event View(int number, string? user = "u", string? session = null, string item = "item1") => new()
    {
        EventId = "e" + number,
        EventType = EventTypes.PageView,
        UserId = user,
        SessionId = session,
        ItemId = item,
        Timestamp = TestNode.Start.AddSeconds(number),
    };

    /// <summary>Opens a partition on a node; calls are routed to it from now on, whether or not an earlier writer still lives.</summary>
    public async Task<LogPartition> Open(int number = 0)
    {
        var wire = new Wire(Log, Snapshots);
        TestNode node;
        lock (_opened)
        {
            node = _nodes[_opened.Count % _nodes.Length];
        }
        var context = new PartitionContext(wire, wire, node.Engine, Options, NullLoggerFactory.Instance, Time)
        {
            Failed = static (fault, kind, position) => Assert.Fail($"{kind} at {position}: {fault}"),
            Publish = events => Publish(events),
            MostResidents = MostResidents,
        };
        var partition = await LogPartition.Open(number, context);
        lock (_opened)
        {
            _opened.Add((number, partition, wire, node));
        }
        Volatile.Write(ref _writers[number], partition);
        return partition;
    }

    /// <summary>Loses a writer's node, at once and for good: nobody is saved.</summary>
    public async Task Lose(LogPartition writer)
    {
        lock (_opened)
        {
            _opened.Single(o => o.Partition == writer).Wire.Cut();
        }
        await writer.Close(save: false);
    }

    /// <summary>The node that a writer is on.</summary>
    public EngineNode NodeOf(LogPartition writer)
    {
        lock (_opened)
        {
            return _opened.Single(o => o.Partition == writer).Node.Engine;
        }
    }

    /// <summary>Whether a writer's node is lost.</summary>
    public bool IsCut(LogPartition writer)
    {
        lock (_opened)
        {
            return _opened.Single(o => o.Partition == writer).Wire.IsCut;
        }
    }

    /// <summary>Loses a partition's writer and opens the partition anew.</summary>
    public async Task<LogPartition> Restart(int number = 0)
    {
        await Lose(Writer(number)!);
        return await Open(number);
    }

    /// <summary>The clocks of all nodes go on.</summary>
    public void Pass(TimeSpan time)
    {
        foreach (var node in _nodes)
        {
            node.Time.Advance(time);
        }
    }

    /// <summary>The writer that calls are routed to.</summary>
    public LogPartition? Writer(int number) => Volatile.Read(ref _writers[number]);

    /// <summary>All writers that a partition has had, whether they live or not.</summary>
    public List<LogPartition> Opened(int number)
    {
        lock (_opened)
        {
            return [.. _opened.Where(o => o.Number == number).Select(static o => o.Partition)];
        }
    }

    /// <summary>Leaves a partition without a writer.</summary>
    public void Leave(int number) => Volatile.Write(ref _writers[number], null);

    /// <summary>How far a person or a visit is, and its state.</summary>
    public ValueTask<(long Position, byte[] State)> State(ActorId actor, LogPartition at)
    {
        var node = NodeOf(at);
        return actor.Kind == ActorKind.User
            ? at.User(actor.Key, (node, at.Number), static (state, arg) => Read(state, arg.node, arg.Number))
            : at.Session(actor.Key, (node, at.Number), static (state, arg) => Read(state, arg.node, arg.Number));
    }

    /// <summary>
    /// The ids of the events that a person or a visit counts now. The state is, to the last byte, what somebody has who reads the log
    /// up to there one by one.
    /// </summary>
    public async Task<string[]> Applied(ActorId actor, LogPartition? at = null)
    {
        at ??= Writer(LogRouting.PartitionOf(actor.Key, Options.Partitions))!;
        var (position, state) = await State(actor, at);
        LoggedEvent[] log = [.. Events(at.Number).Where(l => Concerns(l.Event, actor)).TakeWhile(l => l.Position <= position)];
        Assert.Equal(Replay(actor, log), state);
        Assert.Equal(position, log.Length == 0 ? -1 : log[^1].Position);
        return [.. log.Select(static l => l.Event.EventId!)];
    }

    /// <summary>Whether an event is one of a person's or a visit's.</summary>
    public static bool Concerns(Event e, ActorId actor) => actor.Key == (actor.Kind == ActorKind.User ? e.UserId : e.SessionId);

    /// <summary>The state that events lead to, one after the other.</summary>
    public byte[] Replay(ActorId actor, IEnumerable<LoggedEvent> log)
    {
        BehaviorState state = actor.Kind == ActorKind.User ? new UserState() : new Personalization.Engine.Sessions.SessionState();
        foreach (var logged in log)
        {
            state.Apply(logged, Node.Context);
        }
        return Read(state, Node, 0).State;
    }

    /// <summary>The ids of the events in a partition's log.</summary>
    public IEnumerable<string> Logged(int number = 0) => Events(number).Select(static l => l.Event.EventId!);

    /// <summary>The events in a partition's log.</summary>
    public List<LoggedEvent> Events(int number = 0)
    {
        var events = _events[number];
        lock (events)
        {
            foreach (var entry in Log.Entries(LogNames.Events(number), events.Count))
            {
                events.Add(new LoggedEvent(entry.Position, EventCodec.Read(entry.Data.Span, _names), number));
            }
            return [.. events];
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, partition, _, _) in _opened.ToArray())
        {
            // Whoever spreads its writes over a time waits for the clock.
            var closing = partition.DisposeAsync().AsTask();
            for (; Time is not PauselessTime && !closing.IsCompleted; await Task.Yield())
            {
                Time.Advance(TimeSpan.FromMilliseconds(50));
            }
            await closing;
        }
        foreach (var node in _nodes)
        {
            node.Dispose();
        }
    }

    private static (long Position, byte[] State) Read(BehaviorState state, EngineNode node, int partition)
    {
        var writer = new ByteWriter();
        state.Write(writer, node.ReadModels.Vocabulary);
        return (state.PositionIn(partition), writer.ToArray());
    }
}
