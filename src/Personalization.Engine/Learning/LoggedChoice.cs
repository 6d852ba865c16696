namespace Personalization.Engine.Learning;

/// <summary>A bandit's choice as the log keeps it: all that learning from its reward takes. Immutable.</summary>
public sealed record LoggedChoice
{
    /// <summary>When the choice was made, in milliseconds since 1970.</summary>
    public required long At { get; init; }

    /// <summary>Where the choice was shown; each place has a bandit of its own.</summary>
    public required string Placement { get; init; }

    /// <summary>The item that was chosen.</summary>
    public required string Arm { get; init; }

    /// <summary>The item's generation that was known then, from 0; it grows by one when what the item earns has changed.</summary>
    public int Generation { get; init; }

    /// <summary>The context, the constant not counted.</summary>
    public required double[] Features { get; init; }

    /// <summary>What the ranking thought of the item, [0, 1] relative to the best of the choice.</summary>
    public double Score { get; init; }

    /// <summary>The probability of the choice, (0, 1].</summary>
    public double Propensity { get; init; } = 1;

    /// <summary>Whether the choice belongs to a part of all choices in which each available item is equally likely.</summary>
    public bool IsUniform { get; init; }

    /// <summary>The policy that chose.</summary>
    public string? Policy { get; init; }
}
