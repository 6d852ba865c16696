using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Log;
using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Storage.Tests.Folder;

/// <summary>A folder that the first release's engine has written: two items, three views and a purchase of ann, one decision.</summary>
public sealed class FolderUpgradeTests
{
    [Fact]
    public async Task Folder_of_before_is_taken_over_once_with_all_that_its_logs_hold()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Payloads", "folder-1")))
        {
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        }
        Assert.True(EngineStores.AreIn(folder.Path));
        for (var start = 0; start < 2; start++)
        {
            await using var stores = EngineStores.Open(new() { Folder = folder.Path });
            await stores.Prepare(TestContext.Current.CancellationToken);
            var history = new LogHistory(stores.Logs);
            Assert.Equal(
                ["e1", "e2", "e3", "e4"],
                await history.Events().Select(static logged => logged.Event.EventId!).ToArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal(["book", "shoe"], (await history.Items()).Select(static item => item.ItemId));
            Assert.Single(await history.Decisions().ToArrayAsync(TestContext.Current.CancellationToken));
            await AssertKnown(stores);
        }
    }

    [Fact]
    public async Task Folder_of_this_release_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        Assert.False(EngineStores.AreIn(folder.Path));
        await using var stores = EngineStores.Open(new() { Folder = folder.Path });
        await stores.Prepare(TestContext.Current.CancellationToken);
        Assert.Empty(await stores.Logs.Names("", TestContext.Current.CancellationToken));
    }

    // The hash of ids came along: an event that is sent again is known.
    private static async Task AssertKnown(EngineStores stores)
    {
        var key = (await stores.Snapshots.Read(SnapshotKind.Cluster, "id_hash_key"))!.Value.State;
        var idHash = new EventIdHash(BitConverter.ToUInt64(key.Span), BitConverter.ToUInt64(key.Span[8..]));
        var log = new LogOptions { Partitions = 1 };
        await using (var replica = await ReplayedEngine.Open(
            stores.Logs, stores.Snapshots, new NodeOptions(), idHash, log, NullLoggerFactory.Instance))
        {
            Assert.Equal(4, replica.Entries);
        }
        using var node = new EngineNode(new NodeOptions(), idHash, new NoDecisions(), TimeProvider.System);
        await using var partition = await LogPartition.Open(
            0, new PartitionContext(stores.Logs, stores.Snapshots, node, log, NullLoggerFactory.Instance, TimeProvider.System));
        var again = new Event
        {
            EventId = "e2",
            EventType = EventTypes.PageView,
            UserId = "ann",
            ItemId = "shoe",
            Timestamp = DateTimeOffset.UnixEpoch,
        };
        Assert.Equal(1, (await partition.Publish([again])).Duplicates);
        Assert.Equal((4, 10.0), await partition.User("ann", 0, static (state, _) => (state.EventCount, state.TotalSpent)));
    }

    private sealed class NoDecisions : Log.Ranking.IDecisionLog
    {
        public bool Append(Contracts.Ranking.Decision decision) => false;
    }
}
