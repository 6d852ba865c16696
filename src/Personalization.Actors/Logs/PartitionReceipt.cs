namespace Personalization.Actors.Logs;

/// <summary>What a partition did with a batch: its events are durable and in the actors they concern.</summary>
/// <param name="Appended">Events that were new.</param>
/// <param name="Duplicates">Events whose id had been seen before.</param>
/// <param name="LastPosition">The position of the last new event; -1 when there was none.</param>
/// <param name="Purchases">New events that were purchases.</param>
/// <param name="PurchaseMilli">The money of those purchases, in thousandths.</param>
public sealed record PartitionReceipt(int Appended, int Duplicates, long LastPosition, int Purchases, long PurchaseMilli);
