using Microsoft.Extensions.Logging;
using Personalization.Actors.Catalog;
using Personalization.Actors.Events;
using Personalization.Actors.Logs;
using Personalization.Contracts.Catalog;

namespace Personalization.Grains.Catalog;

/// <summary>Hosts the catalogue's writer and tells the nodes that watch.</summary>
[GrainType("catalog")]
[KeepAlive]
internal sealed partial class CatalogGrain(IGrainContext context, SiloNode silo, ILogger<CatalogGrain> logger) : ICatalogGrain, IGrainBase
{
    private const int ChangesPerRead = 1000;
    private static readonly TimeSpan s_watch = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ICatalogWatcher, DateTimeOffset> _watchers = [];
    private CatalogLog _catalog = null!;

    public IGrainContext GrainContext => context;

    public async Task OnActivateAsync(CancellationToken token)
    {
        _catalog = await CatalogLog.Open(silo.Log, silo.Snapshots);
        this.RegisterGrainTimer(Checkpoint, silo.Options.CheckpointInterval, silo.Options.CheckpointInterval);
    }

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => _catalog is null || _catalog.IsFenced ? Task.CompletedTask : Checkpoint();

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
        var now = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(_watchers.Where(w => w.Value > now).Select(w => Tell(w.Key)).ToArray());
        return new PartitionReply(new PartitionReceipt(changes.Count, 0, _catalog.NextPosition - 1, 0, 0), null, "");
    }

    public ValueTask<CatalogChanges> Read(long from) => new(_catalog.Read(from, ChangesPerRead));

    public ValueTask Watch(ICatalogWatcher watcher)
    {
        _watchers[watcher] = TimeProvider.System.GetUtcNow() + s_watch;
        return ValueTask.CompletedTask;
    }

    // A node that does not answer is lost or slow; it comes back by itself, since nodes also look for changes on their own.
    private async Task Tell(ICatalogWatcher watcher)
    {
        try
        {
            await watcher.Changed().WaitAsync(s_patience);
        }
        catch (Exception fault) when (fault is TimeoutException or OrleansException)
        {
            _watchers.Remove(watcher);
            LogLost(fault);
        }
    }

    private async Task Checkpoint()
    {
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

    [LoggerMessage(2304, LogLevel.Error, "Saving the catalogue failed; nothing acknowledged is lost, its log has it; tried again at the next interval")]
    private partial void LogCheckpointFailed(Exception fault);
}
