using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Personalization.Log;
using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Log.Ranking;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;

namespace Personalization.Storage.Tests.Folder;

/// <summary>Partitions of a log over the files of a folder.</summary>
public sealed class FolderPartitionTests : IDecisionLog, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly EngineNode _node;

    public FolderPartitionTests() => _node = new EngineNode(new NodeOptions(), new EventIdHash(1, 2), this, _time);

    [Fact]
    public async Task Full_folder_leads_to_a_refusal_at_once_and_to_acknowledgements_again_when_there_is_room()
    {
        await using var stores = EngineStores.Open(new() { Folder = _folder.Path, MaxFileBytes = 512 << 10 });
        await using var partition = await LogPartition.Open(0, Context(stores));
        var accepted = 0;
        LogUnavailableException? refused = null;
        while (refused is null)
        {
            try
            {
                // The clock stands still, so whoever pauses never comes to an end.
                await partition.Publish([Large(accepted)]).AsTask().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
                accepted++;
            }
            catch (LogUnavailableException fault)
            {
                refused = fault;
            }
        }
        Assert.Equal((LogRefusal.StorageFull, false), (refused.Refusal, partition.IsFenced));
        Assert.Equal(accepted, await Count(partition));
        Assert.Equal(0, (await partition.Publish([Large(0)])).Appended);
        await partition.Checkpoint();

        await stores.Logs.TruncateBefore(LogNames.Events(0), partition.CheckpointPosition);
        Assert.Equal(new(1, 1, accepted, 0, 0), await partition.Publish([Large(accepted), Large(0)]));
        Assert.Equal(accepted + 1, await Count(partition));
    }

    [Fact]
    public async Task Partitions_of_a_folder_that_is_opened_again_know_everything()
    {
        const int partitions = 3;
        await using (var stores = EngineStores.Open(new() { Folder = _folder.Path }))
        {
            for (var number = 0; number < partitions; number++)
            {
                await using var partition = await LogPartition.Open(number, Context(stores, partitions));
                var user = "u" + number;
                await partition.Publish([View(0, user), View(1, user)]);
                await partition.Checkpoint();
                await partition.Publish([View(2, user)]);
                await partition.Close(save: number == 0);
            }
        }
        await using var again = EngineStores.Open(new() { Folder = _folder.Path });
        for (var number = 0; number < partitions; number++)
        {
            await using var partition = await LogPartition.Open(number, Context(again, partitions));
            Assert.Equal((3, number == 0 ? 3 : 2), (partition.NextPosition, partition.CheckpointPosition));
            Assert.Equal(3, (await partition.Publish([View(2), View(1), View(0)])).Duplicates);
            Assert.Equal(3, await Count(partition));
        }
    }

    public bool Append(Decision decision) => true;

    public void Dispose()
    {
        _node.Dispose();
        _folder.Dispose();
    }

    private static Event View(int number, string user = "u0") => new()
    {
        EventId = "e" + number,
        EventType = EventTypes.PageView,
        UserId = user,
        ItemId = "item1",
        Timestamp = DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(number),
    };

    private static Event Large(int number) => View(number) with { Properties = new JsonText(new byte[50_000]) };

    private static ValueTask<int> Count(LogPartition partition) =>
        partition.User("u" + partition.Number, 0, static (state, _) => state.EventCount);

    private PartitionContext Context(EngineStores stores, int partitions = 1) =>
        new(stores.Logs, stores.Snapshots, _node, new LogOptions { Partitions = partitions }, NullLoggerFactory.Instance, _time);
}
