using System.Threading.Channels;
using Personalization.Actors;
using Personalization.Actors.Snapshots;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Recommenders;

namespace Personalization.Embedded;

/// <summary>
/// The one writer of the node's <see cref="ItemProjection"/>: takes applied events in log order, learns, and publishes what it learnt a few times a second. Runs
/// behind the acknowledgement of events, by at most a bounded number of runs.
/// </summary>
internal sealed class ItemLearning : IAsyncDisposable
{
    private const int RunsWaiting = 64;
    private const int NeighboursPerPublication = 2048;
    private const int ContentListsPerTick = 4;
    private const int TicksPerPublication = 10;
    private const int TicksPerRanking = 20;
    private const int TicksPerReview = 1200;

    // Short and often: what is done in one go keeps a processor from those who wait for decisions.
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(50);

    private readonly Channel<object> _work = Channel.CreateBounded<object>(new BoundedChannelOptions(RunsWaiting) { SingleReader = true });
    private readonly ActorNode _node;
    private readonly Task _worker;
    private readonly ITimer _timer;
    private int _catalogCount = -1;
    private long _rankedPosition = -1;
    private long _ticks;

    public ItemLearning(ActorNode node)
    {
        _node = node;
        _worker = Task.Run(Work);
        _timer = node.Time.CreateTimer(_ => _work.Writer.TryWrite(Tick.Instance), null, TickEvery, TickEvery);
    }

    /// <summary>Takes events that were applied, in log order.</summary>
    public ValueTask Add(LoggedEvent[] run) => _work.Writer.WriteAsync(run);

    /// <summary>Waits until everything added before is learnt and published.</summary>
    public Task Settle() => Enqueue(() =>
    {
        PublishNeighbours(int.MaxValue);
        Rank();
        return 0;
    });

    /// <summary>Copies, exactly behind what was added before, the states of the items that changed since the last time.</summary>
    public Task<List<SnapshotRow>> TakeSnapshots() => Enqueue(() =>
    {
        var rows = new List<SnapshotRow>();
        var writer = new ByteWriter(4096);
        foreach (var item in _node.Projection.TakeUnsaved())
        {
            writer.Clear();
            _node.Projection.WriteItem(writer, item);
            rows.Add(Row(SnapshotKind.LearntItem, _node.Replica.Vocabulary.Items[item], writer));
        }
        writer.Clear();
        _node.Projection.WriteTrails(writer);
        rows.Add(Row(SnapshotKind.Trails, "", writer));
        return rows;
    });

    /// <summary>Runs <paramref name="read"/> exactly behind what was added before, while nothing is learnt.</summary>
    public Task<T> Enqueue<T>(Func<T> read)
    {
        var request = new Request<T>(read);
        return _work.Writer.TryWrite(request) ? request.Task : EnqueueInTurn(request);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _work.Writer.TryComplete();
        await _worker;
    }

    private async Task<T> EnqueueInTurn<T>(Request<T> request)
    {
        await _work.Writer.WriteAsync(request);
        return await request.Task;
    }

    private async Task Work()
    {
        await foreach (var work in _work.Reader.ReadAllAsync())
        {
            switch (work)
            {
                case LoggedEvent[] run:
                    foreach (ref readonly var logged in run.AsSpan())
                    {
                        _node.Projection.Apply(logged);
                    }
                    break;
                case Tick:
                    OnTick();
                    break;
                case IRequest request:
                    request.Run();
                    break;
            }
        }
    }

    private void OnTick()
    {
        _ticks++;
        _node.Replica.Catalog.Content.Refresh(ContentListsPerTick);
        if (_ticks % TicksPerPublication == 0)
        {
            PublishNeighbours(NeighboursPerPublication);
        }
        var isNew = _rankedPosition != _node.Projection.Position || _catalogCount != _node.Replica.Catalog.Count;
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
        var (catalog, signals) = (_node.Replica.Catalog, _node.Projection.Signals);
        signals.Popularity.Publish(catalog, now);
        signals.Newest.Refresh(catalog, now);
        (_rankedPosition, _catalogCount) = (_node.Projection.Position, catalog.Count);
    }

    private SnapshotRow Row(string kind, string key, ByteWriter writer) => new(kind, key, _node.Projection.Position + 1, writer.ToArray());

    private sealed class Tick
    {
        public static Tick Instance { get; } = new();
    }

    private interface IRequest
    {
        void Run();
    }

    private sealed class Request<T>(Func<T> read) : IRequest
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _done.Task;

        public void Run()
        {
            try
            {
                _done.SetResult(read());
            }
            catch (Exception fault)
            {
                _done.SetException(fault);
            }
        }
    }
}
