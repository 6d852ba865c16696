using Microsoft.Extensions.Logging;
using Personalization.Actors.Logs;
using Personalization.Actors.Sessions;
using Personalization.Grains.Storage;

namespace Personalization.Grains.Sessions;

/// <summary>Hosts a visit's actor, and publishes the visit's summary when it has timed out.</summary>
[GrainType("session")]
internal sealed partial class SessionGrain : SessionActor, ISessionGrain, IGrainBase
{
    private static readonly TimeSpan s_review = TimeSpan.FromMinutes(1);

    private readonly StoredActor _stored;
    private readonly SiloNode _silo;
    private readonly ILogger<SessionGrain> _logger;
    private readonly string _key;

    public SessionGrain(
        IGrainContext context, SiloNode silo, [PersistentState("session", StorageNames.Profiles)] IPersistentState<ActorSnapshot> state, ILogger<SessionGrain> logger)
        : base(context.GrainId.Key.ToString()!, silo.Node)
    {
        (GrainContext, _silo, _logger, _key) = (context, silo, logger, context.GrainId.Key.ToString()!);
        _stored = new StoredActor(this, state, new ActorId(ActorKind.Session, _key), silo);
    }

    public IGrainContext GrainContext { get; }

    public async Task OnActivateAsync(CancellationToken token)
    {
        // Events of a visit are where its person's are, and before a person was named, where its own id leads.
        await _stored.Activate(() => Partitions.Append(PartitionOf(_key)).Append(PartitionOf(UserId ?? _key)));
        if (_silo.SessionEnds)
        {
            this.RegisterGrainTimer(EndIfTimedOut, s_review, s_review);
        }
    }

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => _stored.Deactivate();

    public ValueTask<long> Deliver(LogDelivery delivery) => new(_stored.Deliver(delivery));

    public ValueTask<long> Save(int partition) => _stored.Save(partition);

    // The summary comes back to this very grain, so the turn must not wait for it.
    private Task EndIfTimedOut()
    {
        if (EndIfTimedOut(_silo.Node.Time.GetUtcNow()) is { } summary)
        {
            _ = Publish(summary);
        }
        return Task.CompletedTask;
    }

    private async Task Publish(Contracts.Events.Event summary)
    {
        try
        {
            await _silo.Events.Publish([summary]);
        }
        catch (Actors.Events.LogUnavailableException fault)
        {
            LogNotEnded(fault);
        }
    }

    private int PartitionOf(string key) => LogRouting.PartitionOf(key, _silo.Options.Partitions);

    [LoggerMessage(2302, LogLevel.Warning, "The summary of a visit could not be published; tried again at the next review")]
    private partial void LogNotEnded(Exception fault);
}
