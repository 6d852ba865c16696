namespace Personalization.Engine.OffPolicy;

/// <summary>How a policy is judged from a log, and what the log must offer.</summary>
public sealed record OffPolicyOptions
{
    /// <summary>The probability with which intervals shall hold the true value.</summary>
    /// <value>(0, 1). Default: 0.95.</value>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The kind of interval.</summary>
    /// <value>Default: BCa.</value>
    public IntervalMethod Interval { get; init; } = IntervalMethod.BiasCorrected;

    /// <summary>Resamples of the bootstrap; its time grows with rows × resamples.</summary>
    /// <value>100 or more. Default: 1,000.</value>
    public int Resamples { get; init; } = 1000;

    /// <summary>Of all chance: folds and resamples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Parts of the cross-fit: the rewards of a part are foretold by a model of the others (Chernozhukov et al. 2018).</summary>
    /// <value>2 to 255. Default: 5.</value>
    public int Folds { get; init; } = 5;

    /// <summary>The ridge penalty of the reward model; the constant goes without.</summary>
    /// <value>Above 0. Default: 1.</value>
    public double Penalty { get; init; } = 1;

    /// <summary>τ of clipping and of Switch-DR.</summary>
    /// <value>Above 0; <see langword="null"/> (default) for √rows (Ionides 2008: grows, but slower than the rows).</value>
    public double? WeightLimit { get; init; }

    /// <summary>λ of DR-OS.</summary>
    /// <value>Above 0; <see langword="null"/> (default) for the one of least estimated mean squared error.</value>
    public double? Shrinkage { get; init; }

    /// <summary>A bound on weights that is known beforehand, for the empirical Bernstein interval.</summary>
    /// <value><see langword="null"/> (default) for the largest weight of the log, which makes the bound approximate.</value>
    public double? WeightBound { get; init; }

    /// <summary>Fewer rows are refused.</summary>
    /// <value>2 or more. Default: 100.</value>
    public int LeastRows { get; init; } = 100;

    /// <summary>A smaller effective sample size is refused.</summary>
    /// <value>Default: 100.</value>
    public double LeastEffectiveSampleSize { get; init; } = 100;

    /// <summary>
    /// More of the target's probability on choices that were never logged is refused; without refusal it biases the value by up to this
    /// share.
    /// </summary>
    /// <value>[0, 1]. Default: 0.01.</value>
    public double MostUnsupportedMass { get; init; } = 0.01;

    /// <summary>
    /// How far the mean weight may be from 1 when the distance is more than chance (3.29 standard errors, p &lt; .001): propensities that
    /// are wrong. Five times this distance is refused whatever the standard error.
    /// </summary>
    /// <value>Default: 0.05.</value>
    public double MeanWeightTolerance { get; init; } = 0.05;
}
