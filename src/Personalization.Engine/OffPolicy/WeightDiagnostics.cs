namespace Personalization.Engine.OffPolicy;

/// <summary>What the importance weights of a log say of how far it can judge a target.</summary>
public sealed record WeightDiagnostics
{
    /// <summary>Rows of the log.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows with a value that is no finite number, or a target probability outside [0, 1].</summary>
    public required long FaultyRows { get; init; }

    /// <summary>Rows whose propensity is 0, negative, above 1, or no number.</summary>
    public required long FaultyPropensities { get; init; }

    /// <summary>The mean weight: 1 within its error, if the propensities are right and the target only does what was logged.</summary>
    public required double MeanWeight { get; init; }

    /// <summary>The standard error of <see cref="MeanWeight"/>.</summary>
    public required double MeanWeightError { get; init; }

    /// <summary>The largest weight.</summary>
    public required double LargestWeight { get; init; }

    /// <summary>(Σ w)² / Σ w² (Kish 1965): as many rows of the target's own would tell as much.</summary>
    public required double EffectiveSampleSize { get; init; }

    /// <summary>The mean over rows of the target's probability of what is never logged, [0, 1].</summary>
    public required double UnsupportedMass { get; init; }

    /// <summary>Rows in which the target may do what is never logged.</summary>
    public required long UnsupportedRows { get; init; }
}
