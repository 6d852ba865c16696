using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Log.Catalog;
using Personalization.Log.Partitions;
using Personalization.Log.Recommenders;
using Personalization.Log.Snapshots;
using Personalization.Log.Tests.Partitions;
using Personalization.Contracts.Events;
using Personalization.Engine;
using Personalization.Engine.Binary;
using Personalization.Engine.Recommenders;

namespace Personalization.Log.Tests.Recommenders;

/// <summary>A node of a cluster that learns from its partitions, and can save what it has learnt.</summary>
internal sealed class LearningNode : IAsyncDisposable
{
    private readonly TestNode _node = new();

    public LearningNode(int partitions, ISnapshotStore snapshots, TimeProvider time)
    {
        Learning = new ReadModelWriter(_node.Engine);
        Learning.Follow(partitions);
        States = new LearntStates(snapshots, Learning, partitions, time);
        Follower = new ReadModelFollower(_node.Engine, Learning, partitions, NullLogger<ReadModelFollower>.Instance);
    }

    public EngineNode Node => _node.Engine;

    public ReadModelWriter Learning { get; }

    public LearntStates States { get; }

    public ReadModelFollower Follower { get; }

    /// <summary>Learns part of the endless log of a partition, which is the same for all.</summary>
    public async Task Learn(int partition, int from, int count, int items = 8) =>
        await Learning.Add(Updates(partition, Log(partition, from + count, items), from));

    /// <summary>Starts from saved states.</summary>
    public Task Load() => Follower.Load(new SavedFeeds(States), CancellationToken.None);

    /// <summary>What is learnt of every item, to the last bit, and how far.</summary>
    public Task<SortedDictionary<string, string>> Learnt() => Learning.Enqueue(() =>
    {
        var (projection, vocabulary) = (_node.Engine.Projection, _node.Engine.ReadModels.Vocabulary);
        var learnt = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [""] = $"{string.Join(' ', Learning.Applied.ToArray())} {projection.Newest}"
        };
        for (var item = 0; item < vocabulary.Items.Count; item++)
        {
            var writer = new ByteWriter();
            projection.Signals.Popularity.Write(writer, item);
            projection.CountersOf(item).Write(writer, vocabulary);
            learnt[vocabulary.Items[item]] =
                $"{Convert.ToHexString(writer.Written)} viewed {Together(projection.Signals.AlsoViewed, item)} bought "
                + $"{Together(projection.Signals.AlsoBought, item)}";
        }
        return learnt;
    });

    public async ValueTask DisposeAsync()
    {
        await Follower.DisposeAsync();
        await Learning.DisposeAsync();
        _node.Dispose();
    }

    // The order in which neighbours came in may differ, where partitions have none among each other.
    private string Together(CoOccurrence together, int item)
    {
        var names = _node.Engine.ReadModels.Vocabulary.Items;
        var neighbours = Enumerable.Range(0, names.Count)
            .Where(other => together.WeightOf(item, other) > 0)
            .Select(other => $"{names[other]} {together.WeightOf(item, other)}");
        return $"{together.SupportOf(item)}: {string.Join(", ", neighbours.Order(StringComparer.Ordinal))}";
    }

    // All within one moment, so that sums are the same in whatever order partitions are learnt.
    private static IEnumerable<LoggedEvent> Log(int partition, int count, int items) =>
        Enumerable.Range(0, count).Select(i => new LoggedEvent(
            i, LogCluster.View(0, $"p{partition}u{i % 7}", null, "item" + (i * ((2 * partition) + 7) % items)), partition));

    private static PartitionUpdates Updates(int partition, IEnumerable<LoggedEvent> log, int from)
    {
        var vocabulary = new Vocabulary();
        var trails = new ItemObserver(vocabulary, new SignalOptions());
        var writer = new ObservationWriter(vocabulary);
        var next = 0L;
        foreach (var logged in log)
        {
            if (trails.Observe(logged, out var observation) && logged.Position >= from)
            {
                writer.Add(observation);
            }
            next = logged.Position + 1;
        }
        return new PartitionUpdates(partition, next, [writer.Take()]);
    }

    private sealed class SavedFeeds(LearntStates states) : IClusterFeeds
    {
        public ValueTask<CatalogChanges> Catalog(long from) => new(new CatalogChanges(from, true, []));

        public ValueTask<PartitionUpdates?> Items(int partition, long from, bool wait) => new(new PartitionUpdates(partition, from, []));

        public ValueTask<LearntPage> Learnt(string afterKey) => states.Read(afterKey);
    }
}
