using Personalization.Engine.Events;

namespace Personalization.Engine.Ranking;

/// <summary>An item that a person dealt with recently, as a starting point for others.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Kind">What the person did with it last.</param>
/// <param name="Time">When, in seconds since 1970; 0 for the item that the request itself names.</param>
/// <param name="Weight">How much it counts, &gt; 0.</param>
public readonly record struct Anchor(int Item, EventKind? Kind, uint Time, float Weight);
