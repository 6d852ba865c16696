using System.Threading.Channels;
using Personalization.Log.Partitions;
using Microsoft.Extensions.Logging;
using Personalization.Log.Catalog;
using Personalization.Log.Snapshots;

namespace Personalization.Log;

/// <summary>
/// Keeps the replica of one node of a cluster current: starts from saved states, then follows the catalogue and what the partitions of the
/// log observe about items. Thread-safe.
/// </summary>
public sealed partial class ReadModelFollower : IAsyncDisposable
{
    // Learning a little at a time costs more than it is worth; nobody notices 50 ms.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(250);

    // Changes of the catalogue are told; asking makes up for a message that was lost, and keeps the node among those that are told.
    private static readonly TimeSpan s_catalogInterval = TimeSpan.FromMilliseconds(500);

    private readonly EngineNode _node;
    private readonly ReadModelWriter _learning;
    private readonly ILogger<ReadModelFollower> _logger;
    private readonly long[] _read;
    private readonly SemaphoreSlim _catalog = new(1, 1);
    private readonly SemaphoreSlim[] _partitions;
    private readonly CancellationTokenSource _stopping = new();
    private Task _following = Task.CompletedTask;
    private long _catalogPosition;
    private volatile bool _isLost;
    private int _disposed;

    private IClusterFeeds _feeds = null!;

    /// <summary>Creates a follower that has seen nothing.</summary>
    /// <param name="node">The node whose replica is kept.</param>
    /// <param name="learning">Learns what the partitions observe.</param>
    /// <param name="partitions">How many partitions the cluster's log has.</param>
    /// <param name="logger">Where troubles are told.</param>
    public ReadModelFollower(EngineNode node, ReadModelWriter learning, int partitions, ILogger<ReadModelFollower> logger)
    {
        (_node, _learning, _logger) = (node, learning, logger);
        _read = new long[partitions];
        _partitions = [.. Enumerable.Range(0, partitions).Select(static _ => new SemaphoreSlim(1, 1))];
    }

    /// <summary>Whether the node was away for so long that what it missed is not kept any more: only a restart helps.</summary>
    public bool IsLost => _isLost;

    /// <summary>How many events of the log the node knows of.</summary>
    public long Events => _read.Sum();

    /// <summary>Fills the replica: the catalogue and what is learnt and saved.</summary>
    /// <param name="feeds">Where from; before the node belongs to the cluster, the stores.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task Load(IClusterFeeds feeds, CancellationToken cancellationToken)
    {
        _feeds = feeds;
        await LoadLearnt(cancellationToken);
        await Catalog();
    }

    /// <summary>Brings the replica up to date and goes on following.</summary>
    /// <param name="feeds">What to follow.</param>
    public async Task Follow(IClusterFeeds feeds)
    {
        _feeds = feeds;
        await Catalog();
        await Items();
        _following = Task.WhenAll(
            [Task.Run(FollowCatalog), .. Enumerable.Range(0, _read.Length).Select(partition => Task.Run(() => FollowItems(partition)))]);
    }

    /// <summary>Brings the catalogue up to date: everything acknowledged before the call is in it afterwards.</summary>
    public async Task Catalog()
    {
        await _catalog.WaitAsync();
        try
        {
            CatalogChanges changes;
            do
            {
                changes = await _feeds.Catalog(_catalogPosition);
                foreach (var change in changes.Changes)
                {
                    _node.ReadModels.Catalog.Apply(change, isLatest: true);
                }
                _catalogPosition = changes.NextPosition;
            }
            while (!changes.IsComplete);
        }
        finally
        {
            _catalog.Release();
        }
    }

    /// <summary>
    /// Brings what is known about items up to date, and published: everything acknowledged before the call counts afterwards.
    /// </summary>
    public async Task Settle()
    {
        await Catalog();
        await Items();
        await _learning.Settle();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        await _stopping.CancelAsync();
        await _following;
        _stopping.Dispose();
    }

    private Task Items() => Task.WhenAll(Enumerable.Range(0, _read.Length).Select(Items));

    private async Task Items(int partition)
    {
        await _partitions[partition].WaitAsync();
        try
        {
            while (!_isLost && await Learn(partition, await _feeds.Items(partition, _read[partition], wait: false)))
            {
                // While events come in there is always more; who waits does not wait for those.
            }
        }
        finally
        {
            _partitions[partition].Release();
        }
    }

    /// <returns>Whether there is more to read at once.</returns>
    private async Task<bool> Learn(int partition, PartitionUpdates? updates)
    {
        if (updates is null)
        {
            _isLost = true;
            LogLost(partition, _read[partition]);
            return false;
        }
        // Less than what is known here is from a writer that was overtaken.
        if (updates.NextPosition <= _read[partition])
        {
            return false;
        }
        await _learning.Add(updates);
        _read[partition] = updates.NextPosition;
        return !updates.IsComplete;
    }

    private async Task FollowItems(int partition)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                // Asked for outside the lock: who settles must not wait for what is to come.
                var updates = await _feeds.Items(partition, Volatile.Read(ref _read[partition]), wait: true);
                if (updates is null || updates.NextPosition > Volatile.Read(ref _read[partition]))
                {
                    await Items(partition);
                }
                await Task.Delay(s_pause, TimeProvider.System, _stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // The node leaves.
            }
            catch (ChannelClosedException fault) when (!_stopping.IsCancellationRequested)
            {
                _isLost = true;
                LogLearningEnded(fault);
            }
            catch (Exception fault)
            {
                // A node that serves these feeds is lost or not there yet; another one will.
                LogInterrupted(fault);
                await Task.Delay(s_retry, TimeProvider.System, CancellationToken.None);
            }
            if (_isLost)
            {
                return;
            }
        }
    }

    private async Task LoadLearnt(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = new List<SnapshotRow>();
            var first = await _feeds.Learnt("");
            var page = first;
            while (page.Rows.Count > 0 && page.Version == first.Version)
            {
                rows.AddRange(page.Rows);
                page = await _feeds.Learnt(page.Rows[^1].Key);
            }
            if (page.Version == first.Version)
            {
                await _learning.Load(rows, [.. first.Applied]);
                first.Applied.ToArray().CopyTo(_read, 0);
                return;
            }
        }
    }

    private async Task FollowCatalog()
    {
        using var timer = new PeriodicTimer(s_catalogInterval, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                try
                {
                    await Catalog();
                }
                catch (Exception fault)
                {
                    LogInterrupted(fault);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node leaves.
        }
    }

    [LoggerMessage(
        2201, LogLevel.Error,
        "This node has missed what partition {Partition} observed from position {Position} on, and it is not kept any more: "
        + "restart the node")]
    private partial void LogLost(int partition, long position);

    [LoggerMessage(
        2203, LogLevel.Critical, "This node does not learn any more, because of a fault in what it was to learn: restart the node")]
    private partial void LogLearningEnded(Exception fault);

    [LoggerMessage(2202, LogLevel.Debug, "Following the cluster was interrupted; tried again at once")]
    private partial void LogInterrupted(Exception fault);
}
