namespace Personalization.Grains.Partitions;

/// <summary>
/// A partition of the log comes up where it belongs (<see cref="PartitionPlaces"/>), so that it need not move afterwards.
/// </summary>
[Serializable]
internal sealed class PartitionPlacement : PlacementStrategy;
