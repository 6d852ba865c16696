namespace Personalization.Log.Partitions;

/// <summary>What a partition did with a batch: its events are durable and in the actors they concern.</summary>
/// <param name="Appended">Events that were new.</param>
/// <param name="Duplicates">Events whose id had been seen before.</param>
/// <param name="LastPosition">The position of the last new event; -1 when there was none.</param>
/// <param name="Purchases">New events that were purchases.</param>
/// <param name="PurchaseMilli">The money of those purchases, in thousandths.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("partition-receipt")]
public sealed record PartitionReceipt(
    [property: Id(0)] int Appended,
    [property: Id(1)] int Duplicates,
    [property: Id(2)] long LastPosition,
    [property: Id(3)] int Purchases,
    [property: Id(4)] long PurchaseMilli);
