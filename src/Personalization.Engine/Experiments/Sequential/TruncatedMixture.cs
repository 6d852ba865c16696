using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Sequential;

/// <summary>
/// The normal mixture looked at a hundred times until time 1. Its evidence is the logarithm of the mixture likelihood ratio, a =
/// ½(z²·t/(t + ρ) − ln(1 + t/ρ)); Ville's inequality bounds the probability that it ever reaches a by e⁻ᵃ, and the probability
/// that it does so by time 1 is smaller: g(a)·e⁻ᵃ. ln g is smooth, so it is computed once at Chebyshev points and interpolated.
/// </summary>
internal static class TruncatedMixture
{
    private const double Rho = PlannedBoundary.Mixing;
    private const double Least = 0.05;
    private const double Most = 7;
    private const int Degree = 21;

    private static readonly Lazy<double[]> LogFactors = new(Tabulate);

    /// <summary>The evidence of a statistic at a time in (0, 1].</summary>
    public static double Evidence(double z, double time) => 0.5 * ((z * z * time / (time + Rho)) - Logarithm.OnePlus(time / Rho));

    /// <summary>The distance of the Brownian motion from 0 at which the evidence is reached.</summary>
    public static double Distance(double evidence, double time) =>
        Math.Sqrt((time + Rho) * ((2 * evidence) + Logarithm.OnePlus(time / Rho)));

    /// <summary>The probability that the evidence is reached by time 1; 1 for evidence that is next to none.</summary>
    public static double Probability(double evidence)
    {
        if (evidence < Least)
        {
            return 1;
        }
        // g falls, so its value at the end of the table bounds it beyond.
        return Math.Exp(LogFactor(Math.Min(evidence, Most)) - evidence);
    }

    /// <summary>The evidence that is reached by time 1 with a probability.</summary>
    public static double EvidenceAt(double probability)
    {
        var (low, high) = (Least, 750.0);
        while (high - low > 1e-12 * high)
        {
            var middle = (low + high) / 2;
            if (middle <= low || middle >= high)
            {
                break;
            }
            (low, high) = Probability(middle) > probability ? (middle, high) : (low, middle);
        }
        return high;
    }

    /// <summary>The probability that the evidence is reached by time 1, integrated anew.</summary>
    public static double Integrated(double evidence) =>
        BoundaryCrossing.Probabilities(t => Distance(evidence, t), 1, PlannedBoundary.Analyses, continuous: false)[^1];

    private static double Node(int k) => (Math.Cos(Math.PI * k / Degree) * (Most - Least) / 2) + ((Most + Least) / 2);

    private static double[] Tabulate()
    {
        var values = new double[Degree + 1];
        for (var k = 0; k <= Degree; k++)
        {
            values[k] = Math.Log(Integrated(Node(k))) + Node(k);
        }
        return values;
    }

    // Barycentric interpolation at Chebyshev points of the second kind (Berrut and Trefethen, SIAM Review 46, 2004, equation 5.4).
    private static double LogFactor(double evidence)
    {
        var values = LogFactors.Value;
        var (numerator, denominator) = (0.0, 0.0);
        for (var k = 0; k <= Degree; k++)
        {
            var distance = evidence - Node(k);
            if (distance == 0)
            {
                return values[k];
            }
            var weight = ((k & 1) == 0 ? 1.0 : -1.0) * (k is 0 or Degree ? 0.5 : 1) / distance;
            numerator += weight * values[k];
            denominator += weight;
        }
        return numerator / denominator;
    }
}
