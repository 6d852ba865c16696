namespace Personalization.Engine.Experiments.Targeting;

/// <summary>A word of a targeting expression.</summary>
internal readonly record struct TargetingToken(TargetingTokenKind Kind, int Position, string Text, double Number = 0)
{
    /// <summary>As it is named in faults.</summary>
    public string Shown => Kind switch
    {
        TargetingTokenKind.End => "the end",
        TargetingTokenKind.Text => $"the text '{Text}'",
        _ => $"'{Text}'",
    };
}
