using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Personalization.Log;
using Personalization.Log.Partitions;
using Personalization.Log.Ranking;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;

namespace Personalization.Storage.Tests.Folder;

/// <summary>What a log keeps, and with which settings it was written.</summary>
public sealed class LogRetentionTests : IDecisionLog, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Old_events_and_decisions_leave_the_log_and_states_stay()
    {
        await using var stores = EngineStores.Open(new() { Folder = _folder.Path });
        var options = new LogOptions { Partitions = 1, DeduplicationWindow = 5, Retention = TimeSpan.FromDays(10) };
        await using var partition = await LogPartition.Open(0, Context(stores, options, new NodeOptions()));
        var decisions = new DecisionWriter(stores.Logs, _time);
        for (var day = 0; day < 30; day++)
        {
            await partition.Publish([View("ann", day)]);
            await decisions.Append([new Decision
            {
                DecisionId = $"d{day}", At = _time.GetUtcNow(), Kind = "recommend", Items = ["a"], Scores = [1], ModelVersion = "m",
                Propensity = 1,
            }]);
            _time.Advance(TimeSpan.FromDays(1));
        }
        Assert.Equal(0, await partition.Truncate() - await Kept(stores, LogNames.Decisions, 10));
        await partition.Checkpoint();
        await partition.Learnt(30);
        await partition.Learnt(30);
        await partition.Truncate();
        Assert.Equal(10, (await Positions(stores, LogNames.Events(0))).Count);
        Assert.Equal(20, (await Positions(stores, LogNames.Events(0)))[0]);
        Assert.Equal(30, await partition.User("ann", 0, static (state, _) => state.EventCount));
        Assert.Equal(
            (0, 1), ((await partition.Publish([View("ann", 29)])).Appended, (await partition.Publish([View("ann", 28)])).Duplicates));
    }

    [Fact]
    public async Task Without_retention_everything_stays()
    {
        await using var stores = EngineStores.Open(new() { Folder = _folder.Path });
        await using var partition = await LogPartition.Open(
            0, Context(stores, new LogOptions { Partitions = 1, DeduplicationWindow = 1 }, new NodeOptions()));
        await partition.Publish([View("ann", 0)]);
        await partition.Publish([View("ann", 1)]);
        await partition.Checkpoint();
        _time.Advance(TimeSpan.FromDays(10_000));
        Assert.Equal(0, await partition.Truncate());
    }

    [Fact]
    public async Task Settings_that_change_between_starts_are_replayed_as_they_were()
    {
        await using var stores = EngineStores.Open(new() { Folder = _folder.Path });
        var options = new LogOptions { Partitions = 1 };
        var day = 0;
        foreach (var recent in new[] { 10, 30, 12 })
        {
            var node = new NodeOptions();
            node.Profiles.RecentEvents = recent;
            node.Profiles.AffinityHalfLife = TimeSpan.FromDays(recent);
            await using var partition = await LogPartition.Open(0, Context(stores, options, node));
            for (var i = 0; i < 20; i++, day++)
            {
                await partition.Publish([View("ann", day)]);
            }
        }
        Assert.Equal(3, (await Positions(stores, LogNames.Settings(0))).Count);
        IReadOnlyList<(string, string)> expected;
        await using (var state = await ReadModels(stores, stores.Snapshots, options))
        {
            expected = await state.Digest();
        }
        using var empty = new TemporaryFolder();
        await using var scratch = EngineStores.Open(new() { Folder = empty.Path });
        await using var replay = await ReadModels(stores, scratch, options);
        Assert.Equal(expected, await replay.Digest());
        Assert.Equal(
            [
                "Profiles:RecentEvents, Profiles:AffinityHalfLife at position 20 of partition 0",
                "Profiles:RecentEvents, Profiles:AffinityHalfLife at position 40 of partition 0",
            ],
            replay.SettingsChanged);
    }

    public bool Append(Decision decision) => true;

    public void Dispose() => _folder.Dispose();

    private static Task<ReplayedEngine> ReadModels(EngineStores stores, EngineStores states, LogOptions options) =>
        ReadModels(stores, states.Snapshots, options);

    // A process that was given nothing.
    private static Task<ReplayedEngine> ReadModels(EngineStores stores, Log.Snapshots.ISnapshotStore states, LogOptions options) =>
        ReplayedEngine.Open(stores.Logs, states, new NodeOptions(), new EventIdHash(1, 2), options, NullLoggerFactory.Instance);

    private static async Task<long> Kept(EngineStores stores, string prefix, int expected)
    {
        var log = Assert.Single(await stores.Logs.Names(prefix));
        var positions = await Positions(stores, log);
        Assert.Equal(expected, positions.Count);
        return positions[0];
    }

    private static async Task<List<long>> Positions(EngineStores stores, string log)
    {
        var positions = new List<long>();
        await foreach (var entry in stores.Logs.Read(log, 0))
        {
            positions.Add(entry.Position);
        }
        return positions;
    }

    private PartitionContext Context(EngineStores stores, LogOptions options, NodeOptions node) => new(
        stores.Logs, stores.Snapshots, new EngineNode(node, new EventIdHash(1, 2), this, _time), options, NullLoggerFactory.Instance,
        TimeProvider.System);

    private static Event View(string user, int day) => new()
    {
        EventId = $"{user}-{day}",
        EventType = EventTypes.PageView,
        UserId = user,
        ItemId = "item" + (day % 7),
        Timestamp = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day),
    };
}
