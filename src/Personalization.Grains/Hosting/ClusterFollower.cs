using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Personalization.Log;
using Personalization.Log.Partitions;
using Personalization.Grains.Catalog;
using Personalization.Grains.Recommenders;

namespace Personalization.Grains.Hosting;

/// <summary>
/// Keeps the replica of one node current through the cluster's grains, and has the node told of changes of the catalogue.
/// </summary>
internal sealed partial class ClusterFollower(EngineProcess process, IGrainFactory grains, IReadOnlyDictionary<int, LogPartition> here)
    : ICatalogWatcher, IAsyncDisposable
{
    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger<ClusterFollower> _logger = process.Loggers.CreateLogger<ClusterFollower>();
    private Task _waking = Task.CompletedTask;
    private ReadModelFollower? _node;
    private int _disposed;

    /// <summary>What follows.</summary>
    public ReadModelFollower Node => _node ?? throw new InvalidOperationException("Nothing is followed yet.");

    private ReadModelFollower Create() =>
        _node = new(process.Node, process.Learning, process.Options.Log.Partitions, process.Loggers.CreateLogger<ReadModelFollower>());

    /// <summary>Fills the replica.</summary>
    public Task Load(IClusterFeeds feeds, CancellationToken cancellationToken)
    {
        process.Learning.Follow(process.Options.Log.Partitions);
        return Create().Load(feeds, cancellationToken);
    }

    /// <summary>Starts to follow the running cluster.</summary>
    public async Task Follow(CancellationToken cancellationToken)
    {
        var feeds = new GrainFeeds(grains, here, grains.CreateObjectReference<ICatalogWatcher>(this), _stopping.Token);
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await Node.Follow(feeds).WaitAsync(cancellationToken);
                break;
            }
            catch (Exception fault) when (ClusterEngine.IsTransient(fault) && Stopwatch.GetElapsedTime(started) < s_patience)
            {
                // Silos that come and go at the same time: grains are about to be found again.
                LogInterrupted(fault);
                await Task.Delay(s_pause, TimeProvider.System, cancellationToken);
            }
        }
        _waking = Task.Run(Wake, CancellationToken.None);
    }

    public Task Changed() => Node.Catalog();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        await _stopping.CancelAsync();
        await _waking;
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
        _stopping.Dispose();
    }

    // Whoever saves what is learnt calls nobody and is called by nobody else, so after the loss of its silo it must be asked for.
    private async Task Wake()
    {
        using var timer = new PeriodicTimer(s_renewal);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                try
                {
                    await grains.GetGrain<ILearntGrain>(0).Wake().AsTask().WaitAsync(_stopping.Token);
                }
                catch (Exception fault) when (!_stopping.IsCancellationRequested)
                {
                    // The grain's silo is lost; the next attempt finds it elsewhere.
                    LogInterrupted(fault);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node leaves.
        }
    }

    [LoggerMessage(2306, LogLevel.Debug, "Following the cluster was interrupted; tried again shortly")]
    private partial void LogInterrupted(Exception fault);
}
