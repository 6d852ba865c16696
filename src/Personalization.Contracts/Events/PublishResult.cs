namespace Personalization.Contracts.Events;

/// <summary>What became of a published batch: every event in it is durable and visible to the next decision.</summary>
/// <param name="Appended">Events that were new, 0 or more.</param>
/// <param name="Duplicates">Events whose id had been seen before; they count as received and are not applied again.</param>
/// <param name="LastPosition">The log position up to which the caller's events are applied; -1 when nothing was appended.</param>
[GenerateSerializer, Immutable, Alias("publish-result")]
public readonly record struct PublishResult(
    [property: Id(0)] int Appended,
    [property: Id(1)] int Duplicates,
    [property: Id(2)] long LastPosition);
