namespace Personalization.Engine.Statistics;

/// <summary>What is believed of a variant's true mean, given the data. Immutable, thread-safe.</summary>
public readonly record struct Posterior
{
    private readonly double _a;
    private readonly double _b;
    private readonly bool _beta;

    private Posterior(double a, double b, bool beta)
    {
        (_a, _b, _beta) = (a, b, beta);
        (Mean, Deviation) = beta ? (a / (a + b), Math.Sqrt(a * b / (a + b + 1)) / (a + b)) : (a, b);
    }

    /// <summary>The expected value.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation, above 0.</summary>
    public double Deviation { get; }

    /// <summary>Of a proportion: a beta prior and what was seen.</summary>
    /// <param name="successes">0 or more.</param>
    /// <param name="failures">0 or more.</param>
    /// <param name="priorSuccesses">Above 0; 1 by default, which with 1 failure holds every proportion for equally likely.</param>
    /// <param name="priorFailures">Above 0; 1 by default.</param>
    public static Posterior OfProportion(double successes, double failures, double priorSuccesses = 1, double priorFailures = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfNegative(failures);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(priorSuccesses);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(priorFailures);
        return new Posterior(successes + priorSuccesses, failures + priorFailures, beta: true);
    }

    /// <summary>Of a mean: normal around the estimate (a flat prior and many people).</summary>
    /// <param name="mean">The estimate.</param>
    /// <param name="standardError">Its standard error, above 0.</param>
    public static Posterior OfMean(double mean, double standardError)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(standardError);
        return new Posterior(mean, standardError, beta: false);
    }

    /// <summary>The value so many standard deviations from the mean, or the end of what is possible.</summary>
    internal double At(double deviations) => _beta ? Math.Clamp(Mean + (deviations * Deviation), 0, 1) : Mean + (deviations * Deviation);

    /// <summary>The density at x.</summary>
    public double Density(double x) => _beta ? BetaDistribution.Density(x, _a, _b) : NormalDistribution.Density((x - _a) / _b) / _b;

    /// <summary>The probability of less than x.</summary>
    public double Cdf(double x) => _beta ? BetaDistribution.Cdf(x, _a, _b) : NormalDistribution.Cdf((x - _a) / _b);
}
