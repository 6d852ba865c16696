using Personalization.Grains.Hosting;

namespace Personalization.Silo.Health;

/// <summary>
/// What orchestrators ask. Started: the silo belongs to the cluster. Ready: it is not leaving, and its stores answer. Live: this process
/// makes progress; nobody else is asked, so that trouble elsewhere restarts nothing here.
/// </summary>
internal sealed class SiloHealth(IHostApplicationLifetime lifetime, EngineProcess process, ISiloStatusOracle silos)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Why the silo has not started yet; <see langword="null"/> when it has.</summary>
    public string? NotStarted => silos.CurrentStatus == SiloStatus.Active ? null : $"the silo is {silos.CurrentStatus}";

    /// <summary>Why no new work should come here; <see langword="null"/> when it may.</summary>
    public async Task<string?> NotReady(CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return "stopping";
        }
        if (NotStarted is { } reason)
        {
            return reason;
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            await process.Stores.Ping(patience.Token);
            return null;
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            return $"{process.Stores.Description} does not answer";
        }
    }
}
