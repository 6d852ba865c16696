using Personalization.Contracts.Catalog;

namespace Personalization.Log.Catalog;

/// <summary>What changed in the catalogue since a follower asked last: of each item only its latest change.</summary>
/// <param name="NextPosition">Where to ask from next.</param>
/// <param name="IsComplete">Whether there was no more at the time.</param>
/// <param name="Changes">The changes, in the order of the log.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("catalog-changes")]
public sealed record CatalogChanges(
    [property: Id(0)] long NextPosition,
    [property: Id(1)] bool IsComplete,
    [property: Id(2)] IReadOnlyList<ItemChange> Changes);
