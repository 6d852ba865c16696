using Microsoft.Extensions.Logging;
using Personalization.Log.Catalog;
using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Contracts.Catalog;

namespace Personalization.Grains.Catalog;

/// <summary>Hosts the catalogue's writer and tells the nodes that watch.</summary>
[GrainType("catalog")]
[KeepAlive]
internal sealed partial class CatalogGrain(IGrainContext context, SiloContext silo, ILogger<CatalogGrain> logger)
    : ICatalogGrain, IGrainBase
{
    private const int ChangesPerRead = 1000;
    private static readonly TimeSpan s_watch = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    // Every node reads several times a second, so all that are there have made themselves known by then.
    private static readonly TimeSpan s_gathering = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ICatalogWatcher, long> _watchers = [];
    private CatalogLog _catalog = null!;
    private long _opened;

    public IGrainContext GrainContext => context;

    public async Task OnActivateAsync(CancellationToken token)
    {
        _catalog = await CatalogLog.Open(silo.Log, silo.Snapshots);
        _opened = TimeProvider.System.GetTimestamp();
        this.RegisterGrainTimer(Checkpoint, silo.Options.CheckpointInterval, silo.Options.CheckpointInterval);
    }

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) =>
        _catalog is null || _catalog.IsFenced ? Task.CompletedTask : Checkpoint();

    public async Task<PartitionReply> Append(IReadOnlyList<ItemChange> changes)
    {
        try
        {
            await _catalog.Append(changes);
        }
        catch (LogUnavailableException fault)
        {
            if (_catalog.IsFenced)
            {
                this.DeactivateOnIdle();
            }
            return PartitionReply.Of(fault);
        }
        if (s_gathering - TimeProvider.System.GetElapsedTime(_opened) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, TimeProvider.System);
        }
        await Task.WhenAll(_watchers.Where(static w => TimeProvider.System.GetElapsedTime(w.Value) < s_watch)
            .Select(w => Tell(w.Key))
            .ToArray());
        return new PartitionReply(new PartitionReceipt(changes.Count, 0, _catalog.NextPosition - 1, 0, 0), null, "");
    }

    public ValueTask<CatalogChanges> Read(long from, ICatalogWatcher? watcher)
    {
        if (watcher is not null)
        {
            _watchers[watcher] = TimeProvider.System.GetTimestamp();
        }
        return new(_catalog.Read(from, ChangesPerRead));
    }

    // A node that does not answer is lost or slow; it comes back by itself, since nodes also look for changes on their own. Whatever its
    // trouble is, the change is durable.
    private async Task Tell(ICatalogWatcher watcher)
    {
        try
        {
            await watcher.Changed().WaitAsync(s_patience);
        }
        catch (Exception fault)
        {
            _watchers.Remove(watcher);
            LogLost(fault);
        }
    }

    private async Task Checkpoint()
    {
        if (_catalog.IsFenced)
        {
            this.DeactivateOnIdle();
            return;
        }
        foreach (var watcher in _watchers.Where(static w => TimeProvider.System.GetElapsedTime(w.Value) >= s_watch)
            .Select(static w => w.Key)
            .ToArray())
        {
            _watchers.Remove(watcher);
        }
        try
        {
            await _catalog.Checkpoint();
        }
        catch (IOException fault)
        {
            LogCheckpointFailed(fault);
        }
    }

    [LoggerMessage(2303, LogLevel.Warning, "A node that watches the catalogue does not answer")]
    private partial void LogLost(Exception fault);

    [LoggerMessage(
        2304, LogLevel.Error,
        "Saving the catalogue failed; nothing acknowledged is lost, its log has it; tried again at the next interval")]
    private partial void LogCheckpointFailed(Exception fault);
}
