using Orleans.Runtime.Placement;
using Personalization.Log.Partitions;

namespace Personalization.Grains.Partitions;

/// <summary>Chooses the silo that a partition comes up on, and the persons and visits of a partition: beside it.</summary>
internal sealed class PartitionPlacementDirector(PartitionPlaces places, SiloContext silo, ILocalSiloDetails local) : IPlacementDirector
{
    private static readonly GrainType s_partition = GrainType.Create("partition");

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var compatible = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, compatible) is { } hinted)
        {
            return Task.FromResult(hinted);
        }
        if (target.GrainIdentity.Type == s_partition)
        {
            return Task.FromResult(places.Of((int)target.GrainIdentity.GetIntegerKey(), compatible));
        }
        var partition = LogRouting.PartitionOf(target.GrainIdentity.Key.ToString()!, silo.Options.Partitions);
        return Task.FromResult(silo.Partitions.ContainsKey(partition) && compatible.Contains(local.SiloAddress)
            ? local.SiloAddress
            : places.Of(partition, compatible));
    }
}
