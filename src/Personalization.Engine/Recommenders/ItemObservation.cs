using Personalization.Engine.Events;

namespace Personalization.Engine.Recommenders;

/// <summary>What one event says about items. Sums of it are all that is learnt, so it may be learnt anywhere, in any order.</summary>
/// <param name="position">The event's place in its log.</param>
/// <param name="item">The item's number.</param>
/// <param name="kind">What happened to it.</param>
/// <param name="time">When, in seconds since 1970.</param>
/// <param name="value">The event's value, 0 when it has none.</param>
/// <param name="inVisit">What it says about items that occur together in visits.</param>
/// <param name="inBasket">What it says about items that are bought together.</param>
public readonly ref struct ItemObservation(
    long position, int item, EventKind kind, uint time, double value, Companions inVisit, Companions inBasket)
{
    /// <summary>The event's place in its log.</summary>
    public long Position { get; } = position;

    /// <summary>The item's number.</summary>
    public int Item { get; } = item;

    /// <summary>What happened to it.</summary>
    public EventKind Kind { get; } = kind;

    /// <summary>When, in seconds since 1970.</summary>
    public uint Time { get; } = time;

    /// <summary>The event's value, 0 when it has none.</summary>
    public double Value { get; } = value;

    /// <summary>What it says about items that occur together in visits.</summary>
    public Companions InVisit { get; } = inVisit;

    /// <summary>What it says about items that are bought together.</summary>
    public Companions InBasket { get; } = inBasket;

    /// <summary>Whether somebody took an interest in the item.</summary>
    public bool IsInterest => !Kind.Is(EventMeaning.Rejects | EventMeaning.CartRemove) && Kind.Strength > 0;
}
