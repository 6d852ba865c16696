namespace Personalization.Engine.Experiments;

/// <summary>What an experiment is to one person.</summary>
/// <param name="Outcome">Whether the person takes part, or why not.</param>
/// <param name="Variant">The index of the variant in the definition; −1 when the person takes no part.</param>
public readonly record struct Assignment(AssignmentOutcome Outcome, int Variant)
{
    /// <summary>Whether the person takes part.</summary>
    public bool TakesPart => Outcome == AssignmentOutcome.Assigned;
}
