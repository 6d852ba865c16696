namespace Personalization.Engine.Events;

/// <summary>What an event type says about a person's relation to an item; flags combine.</summary>
[Flags]
public enum EventMeaning
{
    /// <summary>Counted, no further meaning.</summary>
    None = 0,
    /// <summary>The person looked at the item.</summary>
    View = 1,
    /// <summary>The person searched.</summary>
    Search = 2,
    /// <summary>The item went into the cart.</summary>
    CartAdd = 4,
    /// <summary>The item left the cart.</summary>
    CartRemove = 8,
    /// <summary>The item was bought.</summary>
    Purchase = 16,
    /// <summary>The value is a rating in stars.</summary>
    Rating = 32,
    /// <summary>The person has had the item (bought, rated, rejected): it is not recommended again for a while.</summary>
    Consumes = 64,
    /// <summary>The person does not want the item.</summary>
    Rejects = 128,
    /// <summary>The item was only shown; no act of the person.</summary>
    Passive = 256,
    /// <summary>The visit ended; written by the engine itself.</summary>
    SessionEnd = 512,
}
