using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Personalization.Actors.Logs;
using Personalization.Actors.Sessions;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;
using Personalization.Grains.Storage;

namespace Personalization.Grains.Sessions;

/// <summary>Hosts a visit's actor, and publishes the visit's summary when it has timed out.</summary>
[GrainType("session")]
[RandomPlacement]
internal sealed partial class SessionGrain : SessionActor, ISessionGrain, IGrainBase
{
    private static readonly TimeSpan s_review = TimeSpan.FromMinutes(1);
    private const int CheckpointsPerReview = 3;

    private readonly StoredActor _stored;
    private readonly SiloNode _silo;
    private readonly ILogger<SessionGrain> _logger;

    public SessionGrain(
        IGrainContext context, SiloNode silo, [PersistentState("session", StorageNames.Profiles)] IPersistentState<ActorSnapshot> state, ILogger<SessionGrain> logger)
        : base(context.GrainId.Key.ToString()!, silo.Node)
    {
        (GrainContext, _silo, _logger) = (context, silo, logger);
        _stored = new StoredActor(this, state, new ActorId(ActorKind.Session, context.GrainId.Key.ToString()!), silo);
    }

    public IGrainContext GrainContext { get; }

    public async Task OnActivateAsync(CancellationToken token)
    {
        await _stored.Activate();
        if (_silo.SessionEnds)
        {
            var review = TimeSpan.FromTicks(Math.Min(s_review.Ticks, CheckpointsPerReview * _silo.Options.CheckpointInterval.Ticks));
            this.RegisterGrainTimer(EndIfTimedOut, review, review);
        }
    }

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => _stored.Deactivate();

    public ValueTask<long> Deliver(LogDelivery delivery) => new(_stored.Deliver(delivery));

    public ValueTask<long> Save(int partition) => _stored.Save(partition);

    async ValueTask<RecommendationResult> ISession.Recommend(RecommendationRequest request)
    {
        await Complete();
        return await Recommend(request);
    }

    async ValueTask<RecommendationResult> ISession.Rank(RankRequest request)
    {
        await Complete();
        return await Rank(request);
    }

    async ValueTask<PersonalizeResult> ISession.Personalize(PersonalizeRequest request)
    {
        await Complete();
        return await Personalize(request);
    }

    async ValueTask<AssignmentResult> ISession.Assign(AssignmentRequest request)
    {
        await Complete();
        return await Assign(request);
    }

    async ValueTask<SessionSummary?> ISession.Describe()
    {
        await Complete();
        return await Describe();
    }

    // Events of a visit are where its person's are, and who that is may stand in no saved state yet: any partition may have some.
    private ValueTask Complete() => _stored.Complete(0, _silo.Options.Partitions);

    // The summary comes back to this very grain, so the turn must not wait for it.
    private async Task EndIfTimedOut()
    {
        if (EndIfTimedOut(_silo.Node.Time.GetUtcNow()) is null)
        {
            return;
        }
        await Complete();
        if (EndIfTimedOut(_silo.Node.Time.GetUtcNow()) is { } summary)
        {
            _ = Publish(summary);
        }
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

    [LoggerMessage(2302, LogLevel.Warning, "The summary of a visit could not be published; tried again at the next review")]
    private partial void LogNotEnded(Exception fault);
}
