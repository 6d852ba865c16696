namespace Personalization.Actors.Logs;

/// <summary>What a partition has in memory.</summary>
/// <param name="Partitions">How many partitions the log has.</param>
/// <param name="Users">Persons.</param>
/// <param name="Sessions">Visits.</param>
public sealed record PartitionCensus(int Partitions, int Users, int Sessions);
