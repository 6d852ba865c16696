using Orleans.Concurrency;
using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;

namespace Personalization.Grains.Partitions;

/// <summary>
/// Hosts a partition of the event log, which guards itself, so calls interleave. It goes to where it belongs when silos have come.
/// </summary>
[GrainType("partition")]
[PartitionPlacement]
[Reentrant]
[KeepAlive]
internal sealed class PartitionGrain(IGrainContext context, SiloContext silo, PartitionPlaces places)
    : IPartitionGrain, IResidentGrain, IGrainBase, IDisposable
{
    // A publisher that waits longer sends again. So no call stays for good when Orleans gives this activation up, which waits for all
    // calls.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    // Cancelled when this activation is to end: what is under way is then left to the next one, which ids keep from counting anything
    // twice.
    private readonly CancellationTokenSource _leaving = CancellationTokenSource.CreateLinkedTokenSource(silo.Leaving);

    private LogPartition _partition = null!;

    public IGrainContext GrainContext => context;

    private int Number => (int)this.GetPrimaryKeyLong();

    private ResidentCalls Residents => new(_partition, silo.Node);

    public async Task OnActivateAsync(CancellationToken token)
    {
        _partition = await LogPartition.Open(Number, silo.Context);
        silo.Partitions[Number] = _partition;
        this.RegisterGrainTimer(MoveIfElsewhere, places.Review, places.Review);
    }

    public async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        await _leaving.CancelAsync();
        if (_partition is not null)
        {
            silo.Partitions.TryRemove(new(Number, _partition));
            // Calls wait for the successor; whoever leaves in good order has had everybody saved before.
            await _partition.Close(save: false);
        }
    }

    public void Dispose() => _leaving.Dispose();

    public async Task<PartitionReply> Publish(IReadOnlyList<Event> events)
    {
        try
        {
            return new PartitionReply(await _partition.Publish(events).AsTask().WaitAsync(s_patience, _leaving.Token), null, "");
        }
        catch (LogUnavailableException fault)
        {
            if (_partition.IsFenced)
            {
                // The next call gets a new activation, which starts from the store.
                await Leave();
            }
            return PartitionReply.Of(fault);
        }
        catch (Exception fault) when (fault is OperationCanceledException or TimeoutException)
        {
            return new PartitionReply(
                null, LogRefusal.Moved,
                $"The log '{LogNames.Events(Number)}' moves to another node, or its store does not answer. "
                + "Try again: the request will find it.");
        }
    }

    public ValueTask<PartitionUpdates?> Updates(long from, bool wait) =>
        wait ? new(_partition.NextUpdates(from, s_patience, _leaving.Token)) : new(_partition.Updates(from));

    public ValueTask Learnt(long position) => _partition.Learnt(position);

    public ValueTask<PartitionCounts> Counts() => new(new PartitionCounts(silo.Options.Partitions, _partition.Users, _partition.Sessions));

    public ValueTask<RecommendationResult> Recommend(ActorId actor, RecommendationRequest request) => Residents.Recommend(actor, request);

    public ValueTask<RecommendationResult> Rank(ActorId actor, RankRequest request) => Residents.Rank(actor, request);

    public ValueTask<PersonalizeResult> Personalize(ActorId actor, PersonalizeRequest request) => Residents.Personalize(actor, request);

    public ValueTask<AssignmentResult> Assign(ActorId actor, AssignmentRequest request) => Residents.Assign(actor, request);

    public ValueTask<UserProfile?> DescribeUser(string userId) => Residents.DescribeUser(userId);

    public ValueTask<IReadOnlyList<double>> Features(string userId, IReadOnlyList<string> names) => Residents.Features(userId, names);

    public ValueTask<SessionSummary?> DescribeSession(string sessionId) => Residents.DescribeSession(sessionId);

    public ValueTask<int?> GoesOnIn(string sessionId) => Residents.GoesOnIn(sessionId);

    private async Task MoveIfElsewhere()
    {
        if (_partition.IsFenced)
        {
            await Leave();
            return;
        }
        if (places.Elsewhere(Number) is not { } place || _leaving.IsCancellationRequested)
        {
            return;
        }
        try
        {
            // While all still answer, so that little is left to do twice.
            await _partition.Checkpoint();
        }
        catch (IOException)
        {
            // The partition tells of it itself. A store that does not answer now would not let the next activation start either.
            return;
        }
        RequestContext.Set(Orleans.Runtime.Placement.IPlacementDirector.PlacementHintKey, place);
        this.MigrateOnIdle();
        await _leaving.CancelAsync();
    }

    private async Task Leave()
    {
        this.DeactivateOnIdle();
        await _leaving.CancelAsync();
    }
}
