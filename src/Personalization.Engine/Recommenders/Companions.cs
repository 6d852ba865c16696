namespace Personalization.Engine.Recommenders;

/// <summary>The items that an item was found together with.</summary>
/// <param name="isNew">Whether the item is new to its visitor's visit; only then it counts.</param>
/// <param name="earlier">The items before it in the visit, oldest first.</param>
public readonly ref struct Companions(bool isNew, ReadOnlySpan<int> earlier)
{
    /// <summary>Whether the item is new to its visitor's visit; only then it counts.</summary>
    public bool IsNew { get; } = isNew;

    /// <summary>The items before it in the visit, oldest first.</summary>
    public ReadOnlySpan<int> Earlier { get; } = earlier;
}
