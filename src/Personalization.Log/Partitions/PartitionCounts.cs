namespace Personalization.Log.Partitions;

/// <summary>What a partition has in memory.</summary>
/// <param name="Partitions">How many partitions the log has.</param>
/// <param name="Users">Persons.</param>
/// <param name="Sessions">Visits.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("partition-census")]
public sealed record PartitionCounts(
    [property: Id(0)] int Partitions,
    [property: Id(1)] int Users,
    [property: Id(2)] int Sessions);
