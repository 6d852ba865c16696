using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Metrics;

/// <summary>
/// Means and ratios of the variants, with their standard errors. A ratio Σy/Σd is linearized: y − r·d per person, divided by the mean
/// denominator (delta method: Deng, Knoblich and Lu, Applying the Delta Method in Metric Analytics, KDD 2018); with d = 1 that is the mean
/// and its usual error. With covariates the estimate is ȳ − θ(x̄ − x̄ of all variants), θ pooled over the variants (CUPED: Deng,
/// Xu, Kohavi and Walker, WSDM 2013), which removes what the past explains: the variance shrinks by the factor 1 − ρ².
/// </summary>
public static class MetricEstimates
{
    /// <summary>The estimate of each variant.</summary>
    /// <param name="variants">The sums of every variant.</param>
    /// <param name="adjust">Whether covariates are used; they must have been known before the exposure.</param>
    public static MeanEstimate[] Of(ReadOnlySpan<MetricSums> variants, bool adjust = false)
    {
        var slope = adjust ? Slope(variants) : 0;
        var (people, covariates) = (0L, 0.0);
        foreach (var sums in variants)
        {
            people += sums.Count;
            covariates += sums.Covariate;
        }
        var overall = people > 0 ? covariates / people : 0;
        var estimates = new MeanEstimate[variants.Length];
        for (var i = 0; i < estimates.Length; i++)
        {
            var sums = variants[i];
            if (sums.Count == 0 || sums.Denominator <= 0)
            {
                estimates[i] = new MeanEstimate(0, double.PositiveInfinity, sums.Count);
                continue;
            }
            var (variance, covariance, covariateVariance) = Moments(sums);
            var mean = (sums.Value / sums.Denominator) - (slope * ((sums.Covariate / sums.Count) - overall));
            var adjusted = variance - (2 * slope * covariance) + (slope * slope * covariateVariance);
            estimates[i] = new MeanEstimate(
                mean, sums.Count > 1 ? Math.Sqrt(Math.Max(0, adjusted) / sums.Count) : double.PositiveInfinity, sums.Count);
        }
        return estimates;
    }

    /// <summary>The share of the variance that the covariate explains, ρ² pooled over the variants, [0, 1].</summary>
    public static double Explained(ReadOnlySpan<MetricSums> variants)
    {
        var (value, both, covariate) = Pooled(variants);
        return value > 0 && covariate > 0 ? Math.Min(1, both * both / (value * covariate)) : 0;
    }

    private static double Slope(ReadOnlySpan<MetricSums> variants)
    {
        var (_, both, covariate) = Pooled(variants);
        return covariate > 0 ? both / covariate : 0;
    }

    private static (double Value, double Both, double Covariate) Pooled(ReadOnlySpan<MetricSums> variants)
    {
        var (value, both, covariate) = (0.0, 0.0, 0.0);
        foreach (var sums in variants)
        {
            if (sums.Count > 1 && sums.Denominator > 0)
            {
                var (v, b, c) = Moments(sums);
                value += v * (sums.Count - 1);
                both += b * (sums.Count - 1);
                covariate += c * (sums.Count - 1);
            }
        }
        return (value, both, covariate);
    }

    // Per person: the variance of the linearized value (y − r·d) ÷ d̄, its covariance with the covariate, the covariate's variance.
    private static (double Variance, double Covariance, double CovariateVariance) Moments(MetricSums s)
    {
        if (s.Count < 2)
        {
            return (0, 0, 0);
        }
        var n = (double)s.Count;
        var freedom = n - 1;
        var ratio = s.Value / s.Denominator;
        var mean = s.Denominator / n;
        var valueVariance = Math.Max(0, s.ValueSquared - (s.Value * s.Value / n)) / freedom;
        var denominatorVariance = Math.Max(0, s.DenominatorSquared - (s.Denominator * s.Denominator / n)) / freedom;
        var cross = (s.ValueDenominator - (s.Value * s.Denominator / n)) / freedom;
        var valueCovariate = (s.ValueCovariate - (s.Value * s.Covariate / n)) / freedom;
        var denominatorCovariate = (s.DenominatorCovariate - (s.Denominator * s.Covariate / n)) / freedom;
        var covariateVariance = Math.Max(0, s.CovariateSquared - (s.Covariate * s.Covariate / n)) / freedom;
        var variance = Math.Max(0, valueVariance - (2 * ratio * cross) + (ratio * ratio * denominatorVariance)) / (mean * mean);
        return (variance, (valueCovariate - (ratio * denominatorCovariate)) / mean, covariateVariance);
    }
}
