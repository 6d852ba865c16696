using Personalization.Log.Partitions;
using Personalization.Log.Recommenders;
using Personalization.Log.Snapshots;
using Personalization.Log.Threads;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Features;
using Personalization.Engine.Recommenders;
using Personalization.Engine.Learning;

namespace Personalization.Log;

/// <summary>
/// The one writer of what the node learns, of items in its <see cref="ItemProjection"/> and of experiments and bandits in its
/// <see cref="ExperimentReadModel"/>: takes what the partitions observed, learns, and publishes what it learnt a few times a second. Runs
/// behind the acknowledgement of events, by at most a bounded number of runs, on a thread of its own. Thread-safe.
/// </summary>
public sealed class ReadModelWriter : IAsyncDisposable
{
    private const int RunsWaiting = 64;
    private const int NeighboursPerPublication = 2048;
    private const int ContentListsPerTick = 4;
    private const int TicksPerPublication = 10;
    private const int TicksPerRanking = 20;
    private const int TicksPerReview = 1200;

    // Short and often: what is done in one go keeps a processor from those who wait for decisions.
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(50);

    private readonly WorkThread _thread = new("learner", RunsWaiting);
    private readonly EngineNode _node;
    private readonly ITimer _timer;
    private int _catalogCount = -1;
    private long[] _applied = [];
    private long _learnt;
    private long _rankedAt = -1;
    private long _ticks;

    /// <summary>Starts to learn.</summary>
    /// <param name="node">The node whose projection is written.</param>
    public ReadModelWriter(EngineNode node)
    {
        _node = node;
        Action tick = OnTick;
        _timer = node.Time.CreateTimer(_ => _thread.TryPost(tick), null, TickEvery, TickEvery);
    }

    /// <summary>Says how many partitions the log has, before anything is learnt.</summary>
    public void Follow(int partitions) => _applied = new long[partitions];

    /// <summary>Takes what a partition observed. What was learnt before is left out.</summary>
    public ValueTask Add(PartitionUpdates updates) => _thread.Post(() => Learn(updates));

    /// <summary>
    /// Per partition, the position up to which its events are learnt. Belongs to the worker: read it with <see cref="Enqueue"/>.
    /// </summary>
    public Span<long> Applied => _applied;

    /// <summary>Waits until everything added before is learnt and published.</summary>
    public Task Settle() => Enqueue(() =>
    {
        PublishNeighbours(int.MaxValue);
        _node.ExperimentModel.Publish();
        Rank();
        return 0;
    });

    /// <summary>
    /// Copies, exactly behind what was added before, the states of the items that changed since the last time, together with
    /// <see cref="Applied"/> as they include it.
    /// </summary>
    /// <param name="rows">Takes the states; as a position they carry how many events they include.</param>
    /// <param name="bytes">Holds their bytes.</param>
    public Task<long[]> TakeLearnt(ICollection<SnapshotRow> rows, ByteBlocks bytes) => Enqueue(() =>
    {
        TakeItems(_applied.Sum(), rows, bytes);
        return _applied.ToArray();
    });

    /// <summary>Starts from states that <see cref="TakeLearnt"/> copied.</summary>
    public Task Load(IEnumerable<SnapshotRow> items, long[] applied) => Enqueue(() =>
    {
        foreach (var row in items)
        {
            if (row.Kind == SnapshotKind.Trial)
            {
                _node.ExperimentModel.Read(row.Key, row.State.Span);
                continue;
            }
            _node.Projection.ReadItem(row.State.Span, _node.ReadModels.Vocabulary.Items.Intern(row.Key));
        }
        applied.CopyTo(_applied, 0);
        _learnt = applied.Sum();
        return _node.Projection.TakeUnsaved().Count;
    });

    /// <summary>Windowed statistics of an item (see <see cref="IEngine.ItemFeatures"/>).</summary>
    public Task<IReadOnlyList<double>> Features(int item, IReadOnlyList<string> names) => Enqueue<IReadOnlyList<double>>(() =>
    {
        var counters = _node.Projection.CountersOf(item);
        var now = Math.Max(EventTime.Seconds(_node.Time.GetUtcNow()), counters.Newest);
        return [.. names.Select(n =>
            FeatureName.Parse(n) is { } name ? FeatureReader.Read(name, counters, now, _node.ReadModels.Vocabulary) : double.NaN)];
    });

    /// <summary>Runs <paramref name="read"/> exactly behind what was added before, while nothing is learnt.</summary>
    public Task<T> Enqueue<T>(Func<T> read) => _thread.Run(read);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _thread.DisposeAsync();
    }

    private void Learn(PartitionUpdates updates)
    {
        ref var applied = ref _applied[updates.Partition];
        foreach (var list in updates.Lists)
        {
            for (var i = 0; i < list.Count; i++)
            {
                var observation = list[i];
                if (observation.Position >= applied)
                {
                    _node.Projection.Learn(observation);
                    _learnt++;
                }
            }
        }
        foreach (var piece in updates.Observations)
        {
            var reader = new ObservationReader(piece.Span, _node.ReadModels.Vocabulary);
            while (reader.Next(out var observation))
            {
                if (observation.Position >= applied)
                {
                    _node.Projection.Learn(observation);
                    _learnt++;
                }
            }
        }
        foreach (var piece in updates.Outcomes)
        {
            _learnt += LearningReader.Read(piece.Span, applied, _node.ExperimentModel);
        }
        applied = Math.Max(applied, updates.NextPosition);
    }

    private void OnTick()
    {
        _ticks++;
        _node.ReadModels.Catalog.Content.Refresh(ContentListsPerTick);
        if (_ticks % TicksPerPublication == 0)
        {
            PublishNeighbours(NeighboursPerPublication);
            _node.ExperimentModel.Publish();
        }
        var isNew = _rankedAt != _learnt || _catalogCount != _node.ReadModels.Catalog.Count;
        if ((isNew && _ticks % TicksPerRanking == 0) || _ticks % TicksPerReview == 0)
        {
            Rank();
        }
    }

    private void PublishNeighbours(int most)
    {
        _node.Projection.Signals.AlsoViewed.Publish(most);
        _node.Projection.Signals.AlsoBought.Publish(most);
    }

    private void Rank()
    {
        var now = Math.Max(EventTime.Seconds(_node.Time.GetUtcNow()), _node.Projection.Newest);
        var (catalog, signals) = (_node.ReadModels.Catalog, _node.Projection.Signals);
        signals.Popularity.Publish(catalog, now);
        signals.Newest.Refresh(catalog, now);
        (_rankedAt, _catalogCount) = (_learnt, catalog.Count);
    }

    private void TakeItems(long position, ICollection<SnapshotRow> rows, ByteBlocks bytes)
    {
        var writer = new ByteWriter(4096);
        foreach (var item in _node.Projection.TakeUnsaved())
        {
            writer.Clear();
            _node.Projection.WriteItem(writer, item);
            rows.Add(new SnapshotRow(
                SnapshotKind.LearntItem, _node.ReadModels.Vocabulary.Items[item], position, bytes.Add(writer.Written)));
        }
        foreach (var (key, state) in _node.ExperimentModel.TakeUnsaved())
        {
            rows.Add(new SnapshotRow(SnapshotKind.Trial, key, position, state));
        }
    }
}
