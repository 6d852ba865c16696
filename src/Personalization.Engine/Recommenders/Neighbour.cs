namespace Personalization.Engine.Recommenders;

/// <summary>An item that is similar to another one.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Similarity">How similar, [0, 1].</param>
public readonly record struct Neighbour(int Item, float Similarity);
