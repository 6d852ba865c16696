namespace Personalization.Contracts.Bandits;

/// <summary>What an item earns at a placement has changed, so that earlier choices say nothing about it any more. Immutable.</summary>
/// <param name="Placement">The placement.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Generation">The generation that begins, from 1.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("item-renewal")]
public sealed record ItemRenewal([property: Id(0)] string Placement, [property: Id(1)] string ItemId, [property: Id(2)] int Generation);
