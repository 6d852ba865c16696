namespace Personalization.Engine.Experiments.Targeting;

/// <summary>What is wrong with a targeting expression.</summary>
/// <param name="Position">Where, as the index of the first wrong character, from 0; the text's length when its end came too early.</param>
/// <param name="Message">What is wrong and what is expected.</param>
public readonly record struct TargetingFault(int Position, string Message)
{
    /// <summary>The fault with its place, counted from 1 as people do.</summary>
    public override string ToString() => $"at character {Position + 1}: {Message}";
}
