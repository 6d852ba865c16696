namespace Personalization.Engine.Events;

/// <summary>An event type as the engine sees it. One instance per type and process.</summary>
/// <param name="Code">A dense number that stands for the type in this process; written out as the name.</param>
/// <param name="Name">The type's name on the wire.</param>
/// <param name="Strength">How much one such event says about taste, in views of one item; negative for rejection.</param>
/// <param name="Meaning">What it says about the relation to the item.</param>
public sealed record EventKind(byte Code, string Name, float Strength, EventMeaning Meaning)
{
    /// <summary>Whether any of <paramref name="meaning"/> applies.</summary>
    public bool Is(EventMeaning meaning) => (Meaning & meaning) != 0;

    /// <summary>
    /// The strength of one event with this value: a rating counts by its distance from 2.5 stars, everything else is constant.
    /// </summary>
    public float StrengthOf(double? value) =>
        (Meaning & EventMeaning.Rating) != 0 && value is { } stars ? (float)Math.Clamp((stars - 2.5) * 1.6, -4, 4) : Strength;
}
