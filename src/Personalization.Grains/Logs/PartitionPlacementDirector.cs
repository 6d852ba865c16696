using Orleans.Runtime.Placement;

namespace Personalization.Grains.Logs;

/// <summary>Chooses the silo that a partition comes up on.</summary>
internal sealed class PartitionPlacementDirector(PartitionPlaces places) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var compatible = context.GetCompatibleSilos(target);
        return Task.FromResult(
            IPlacementDirector.GetPlacementHint(target.RequestContextData, compatible) ?? places.Of((int)target.GrainIdentity.GetIntegerKey(), compatible));
    }
}
