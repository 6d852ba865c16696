namespace Personalization.Engine.Experiments.Metrics;

/// <summary>
/// All that the statistics need of one metric in one variant: sums over people of values, denominators and covariates, and of their
/// products. Sums of disjoint people are added, so they can be kept anywhere and merged in any order (exactly while they are whole numbers
/// below 2⁵³, else up to rounding). Immutable.
/// </summary>
public readonly record struct MetricSums
{
    /// <summary>People, n.</summary>
    public long Count { get; init; }

    /// <summary>Σ value.</summary>
    public double Value { get; init; }

    /// <summary>Σ value².</summary>
    public double ValueSquared { get; init; }

    /// <summary>Σ denominator.</summary>
    public double Denominator { get; init; }

    /// <summary>Σ denominator².</summary>
    public double DenominatorSquared { get; init; }

    /// <summary>Σ value · denominator.</summary>
    public double ValueDenominator { get; init; }

    /// <summary>Σ covariate.</summary>
    public double Covariate { get; init; }

    /// <summary>Σ covariate².</summary>
    public double CovariateSquared { get; init; }

    /// <summary>Σ value · covariate.</summary>
    public double ValueCovariate { get; init; }

    /// <summary>Σ denominator · covariate.</summary>
    public double DenominatorCovariate { get; init; }

    /// <summary>The sums of people of whom only 0 or 1 is known: conversions.</summary>
    /// <param name="count">People.</param>
    /// <param name="successes">Those with 1.</param>
    public static MetricSums OfConversions(long count, long successes) => new()
    {
        Count = count,
        Value = successes,
        ValueSquared = successes,
        Denominator = count,
        DenominatorSquared = count,
        ValueDenominator = successes,
    };

    /// <summary>With one more person.</summary>
    public MetricSums Add(PersonValue person) => Weighted(person, 1);

    /// <summary>Without a person that was added with this very value.</summary>
    public MetricSums Remove(PersonValue person) => Weighted(person, -1);

    /// <summary>With a person's value changed: the person still counts once.</summary>
    public MetricSums Replace(PersonValue old, PersonValue now) => Remove(old).Add(now);

    /// <summary>The sums of the people of both, who are different people.</summary>
    public MetricSums Merge(MetricSums other) => new()
    {
        Count = Count + other.Count,
        Value = Value + other.Value,
        ValueSquared = ValueSquared + other.ValueSquared,
        Denominator = Denominator + other.Denominator,
        DenominatorSquared = DenominatorSquared + other.DenominatorSquared,
        ValueDenominator = ValueDenominator + other.ValueDenominator,
        Covariate = Covariate + other.Covariate,
        CovariateSquared = CovariateSquared + other.CovariateSquared,
        ValueCovariate = ValueCovariate + other.ValueCovariate,
        DenominatorCovariate = DenominatorCovariate + other.DenominatorCovariate,
    };

    private MetricSums Weighted(PersonValue p, int sign) => new()
    {
        Count = Count + sign,
        Value = Value + (sign * p.Value),
        ValueSquared = ValueSquared + (sign * p.Value * p.Value),
        Denominator = Denominator + (sign * p.Denominator),
        DenominatorSquared = DenominatorSquared + (sign * p.Denominator * p.Denominator),
        ValueDenominator = ValueDenominator + (sign * p.Value * p.Denominator),
        Covariate = Covariate + (sign * p.Covariate),
        CovariateSquared = CovariateSquared + (sign * p.Covariate * p.Covariate),
        ValueCovariate = ValueCovariate + (sign * p.Value * p.Covariate),
        DenominatorCovariate = DenominatorCovariate + (sign * p.Denominator * p.Covariate),
    };
}
