using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Actors.Logs;
using Personalization.Actors.Tests.Snapshots;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Actors.Tests.Logs;

/// <summary>A cluster's log with its stores and its actors on two nodes, in memory. Pauses between attempts take no time; checkpoints happen when told.</summary>
internal sealed class LogCluster : IAsyncDisposable
{
    private readonly TestNode _first = new();
    private readonly TestNode _second = new();
    private readonly LogPartition?[] _writers;
    private readonly List<LogPartition> _opened = [];

    public LogCluster(int partitions = 1)
    {
        Options = new LogOptions { Partitions = partitions };
        _writers = new LogPartition?[partitions];
        Actors = new SimulatedActors(Snapshots, partitions, _first.Actors, _second.Actors) { Writer = number => Volatile.Read(ref _writers[number]) };
    }

    public ManualTime Time { get; } = new() { SkipsPauses = true };

    public LogOptions Options { get; }

    public MemoryLogStore Log { get; } = new();

    public MemorySnapshotStore Snapshots { get; } = new();

    public SimulatedActors Actors { get; }

    public ActorNode Node => _first.Actors;

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
        Timestamp = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero).AddSeconds(number),
    };

    /// <summary>Opens a partition on a node; calls are routed to it from now on, whether or not an earlier writer still lives.</summary>
    public async Task<LogPartition> Open(int number = 0, ILogStore? log = null, ILogActors? actors = null)
    {
        var partition = await LogPartition.Open(
            number, log ?? Log, Snapshots, actors ?? Actors, Node, Options, NullLogger<LogPartition>.Instance, Time);
        _opened.Add(partition);
        Volatile.Write(ref _writers[number], partition);
        return partition;
    }

    /// <summary>The ids of the events that an actor counts now.</summary>
    public ValueTask<string[]> Applied(ActorId actor) => Actors.Read(actor, static a => a.Applied.Select(static l => l.Event.EventId!).ToArray());

    /// <summary>The ids of the events in a partition's log.</summary>
    public async Task<List<string>> Logged(int number = 0)
    {
        var ids = new List<string>();
        await foreach (var entry in Log.Read(LogNames.Events(number), 0))
        {
            ids.Add(EventCodec.Read(entry.Data.Span, new NameCache()).EventId!);
        }
        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var partition in _opened)
        {
            await partition.DisposeAsync();
        }
        _first.Dispose();
        _second.Dispose();
    }
}
