using Personalization.Log.Events;

namespace Personalization.Log.Partitions;

/// <summary>What a partition answers to a publisher on another node: one of receipt and refusal.</summary>
/// <param name="Receipt">What it did with the batch.</param>
/// <param name="Refusal">Why it took nothing.</param>
/// <param name="Message">The refusal in words; empty without one.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("partition-reply")]
public sealed record PartitionReply(
    [property: Id(0)] PartitionReceipt? Receipt,
    [property: Id(1)] LogRefusal? Refusal,
    [property: Id(2)] string Message)
{
    /// <summary>The receipt.</summary>
    /// <exception cref="LogUnavailableException">The partition refused.</exception>
    public PartitionReceipt Require() => Receipt ?? throw new LogUnavailableException(Refusal ?? LogRefusal.StorageFault, Message);

    /// <summary>The answer that tells of a refusal.</summary>
    public static PartitionReply Of(LogUnavailableException fault) => new(null, fault.Refusal, fault.Message);
}
