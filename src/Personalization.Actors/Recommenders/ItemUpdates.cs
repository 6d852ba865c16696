namespace Personalization.Actors.Recommenders;

/// <summary>What a partition of a cluster's log says about items since a follower asked last.</summary>
/// <param name="Partition">The partition's number.</param>
/// <param name="NextPosition">The position after the last event that is covered.</param>
/// <param name="Observations">Observations in the form of <see cref="Engine.Recommenders.ObservationWriter"/>, in pieces.</param>
public sealed record ItemUpdates(int Partition, long NextPosition, IReadOnlyList<ReadOnlyMemory<byte>> Observations);
