using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Experiments.Simulation;

/// <summary>Random draws from a seeded generator.</summary>
internal static class Draws
{
    /// <summary>
    /// Successes of independent trials: exact, by the waiting times between successes (Devroye 1986, section X.4), or of the failures when
    /// these are fewer.
    /// </summary>
    public static long Binomial(this Random random, long trials, double probability)
    {
        if (probability > 0.5)
        {
            return trials - random.Binomial(trials, 1 - probability);
        }
        if (probability <= 0)
        {
            return 0;
        }
        var log = Logarithm.OnePlus(-probability);
        var (successes, at) = (0L, 0.0);
        while (true)
        {
            at += Math.Floor(Math.Log(1 - random.NextDouble()) / log) + 1;
            if (at > trials)
            {
                return successes;
            }
            successes++;
        }
    }

    /// <summary>A standard normal value (Box and Muller 1958).</summary>
    public static double Normal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
