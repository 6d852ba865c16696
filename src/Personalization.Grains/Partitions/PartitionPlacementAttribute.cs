using Orleans.Placement;

namespace Personalization.Grains.Partitions;

/// <summary>Places the grains of a class by <see cref="PartitionPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PartitionPlacementAttribute() : PlacementAttribute(new PartitionPlacement());
