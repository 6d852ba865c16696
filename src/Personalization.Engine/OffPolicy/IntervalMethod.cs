namespace Personalization.Engine.OffPolicy;

/// <summary>Ways to an interval around an estimate.</summary>
public enum IntervalMethod
{
    /// <summary>Estimate ± z × standard error of the influence values (central limit theorem, delta method for ratios).</summary>
    Normal,

    /// <summary>Quantiles of resampled estimates (Efron 1979).</summary>
    Percentile,

    /// <summary>Quantiles corrected for bias and skewness, BCa (Efron 1987). Best for rare rewards.</summary>
    BiasCorrected,

    /// <summary>
    /// Empirical Bernstein bound (Maurer and Pontil 2009, theorem 4): holds at any number of rows, given that weights stay below the bound;
    /// wide. There is none for ratios (SNIPS, SNDR), which are no means.
    /// </summary>
    EmpiricalBernstein,
}
