namespace Personalization.Engine.Statistics;

/// <summary>
/// How likely each variant is the best, and what choosing it costs when it is not: P(best) = ∫ f·ΠF over the others, and the expected
/// loss E[max] − E[own] with E[max] from ∫ (1 − ΠF) (Stucchio, Bayesian A/B Testing at VWO, 2015). By Gauss–Legendre quadrature:
/// nothing is random. A description for people; peeking at it is not free, which is why the verdict does not rest on it.
/// </summary>
/// <param name="ProbabilityBest">Of each variant, [0, 1]; they sum to 1.</param>
/// <param name="ExpectedLoss">Of each variant, 0 or more, in the metric's unit.</param>
public sealed record BayesianComparison(IReadOnlyList<double> ProbabilityBest, IReadOnlyList<double> ExpectedLoss)
{
    private static readonly GaussLegendre Quadrature = new(16);
    private static readonly double[] Cuts = [-9, -6, -4, -2.5, -1.2, 0, 1.2, 2.5, 4, 6, 9];

    /// <summary>Compares variants.</summary>
    /// <param name="posteriors">What is believed of each, at least one.</param>
    /// <param name="lessIsBetter">Whether the smallest is the best.</param>
    public static BayesianComparison Of(ReadOnlySpan<Posterior> posteriors, bool lessIsBetter = false)
    {
        var edges = Edges(posteriors);
        var best = new double[posteriors.Length];
        var cdf = new double[posteriors.Length];
        // The expected best: the integral of 1 − P(all below x) from the lowest edge up, or of P(all above x).
        var expected = edges[0];
        for (var panel = 0; panel + 1 < edges.Length; panel++)
        {
            var half = (edges[panel + 1] - edges[panel]) / 2;
            var middle = (edges[panel + 1] + edges[panel]) / 2;
            for (var k = 0; k < Quadrature.Nodes.Length; k++)
            {
                var x = middle + (half * Quadrature.Nodes[k]);
                var weight = half * Quadrature.Weights[k];
                var all = 1.0;
                for (var i = 0; i < cdf.Length; i++)
                {
                    cdf[i] = lessIsBetter ? 1 - posteriors[i].Cdf(x) : posteriors[i].Cdf(x);
                    all *= cdf[i];
                }
                expected += weight * (lessIsBetter ? all : 1 - all);
                for (var i = 0; i < cdf.Length; i++)
                {
                    best[i] += weight * posteriors[i].Density(x) * Others(cdf, i);
                }
            }
        }
        var loss = new double[posteriors.Length];
        for (var i = 0; i < loss.Length; i++)
        {
            loss[i] = Math.Max(0, lessIsBetter ? posteriors[i].Mean - expected : expected - posteriors[i].Mean);
        }
        return new BayesianComparison(best, loss);
    }

    private static double Others(double[] cdf, int own)
    {
        var product = 1.0;
        for (var i = 0; i < cdf.Length; i++)
        {
            product *= i == own ? 1 : cdf[i];
        }
        return product;
    }

    // Where the integrands bend: around each posterior's mean.
    private static double[] Edges(ReadOnlySpan<Posterior> posteriors)
    {
        var edges = new double[posteriors.Length * Cuts.Length];
        for (var i = 0; i < posteriors.Length; i++)
        {
            for (var k = 0; k < Cuts.Length; k++)
            {
                edges[(i * Cuts.Length) + k] = posteriors[i].At(Cuts[k]);
            }
        }
        Array.Sort(edges);
        return edges;
    }
}
