namespace Personalization.Engine.Statistics;

/// <summary>The χ² distribution. Thread-safe.</summary>
public static class ChiSquareDistribution
{
    /// <summary>The probability of more than x: the p-value of a χ² statistic.</summary>
    /// <param name="x">The statistic, 0 or more.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double Survival(double x, double degreesOfFreedom) => GammaFunction.Upper(degreesOfFreedom / 2, x / 2);
}
