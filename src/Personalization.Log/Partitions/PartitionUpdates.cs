namespace Personalization.Log.Partitions;

/// <summary>What a partition of a cluster's log says about items since a follower asked last.</summary>
/// <param name="Partition">The partition's number.</param>
/// <param name="NextPosition">The position after the last event that is covered.</param>
/// <param name="Observations">Observations in the form of <see cref="Engine.Recommenders.ObservationWriter"/>, in pieces.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("partition-updates")]
public sealed record PartitionUpdates(
    [property: Id(0)] int Partition,
    [property: Id(1)] long NextPosition,
    [property: Id(2)] IReadOnlyList<ReadOnlyMemory<byte>> Observations)
{
    /// <summary>How many bytes of observations end a message.</summary>
    public const long MostBytes = 4L << 20;

    [NonSerialized]
    private readonly IReadOnlyList<Engine.Recommenders.ObservationList>? _lists;

    /// <summary>Observations of experiments and bandits in the form of <see cref="Engine.Learning.LearningWriter"/>, in pieces.</summary>
    [Id(3)]
    public IReadOnlyList<ReadOnlyMemory<byte>> Outcomes { get; init; } = [];

    /// <summary>
    /// The observations as they are, for a follower in the partition's own process; <see cref="Observations"/> is empty then. Not sent.
    /// </summary>
    internal IReadOnlyList<Engine.Recommenders.ObservationList> Lists
    {
        // A message that comes from elsewhere is made without running initializers.
        get => _lists ?? [];
        init => _lists = value;
    }

    /// <summary>Whether there was no more at the time. A message that is full may be the last one all the same.</summary>
    public bool IsComplete
    {
        get
        {
            long bytes = 0;
            foreach (var piece in Observations)
            {
                bytes += piece.Length;
            }
            foreach (var list in Lists)
            {
                bytes += list.SizeBytes;
            }
            foreach (var piece in Outcomes)
            {
                bytes += piece.Length;
            }
            return bytes < MostBytes;
        }
    }
}
