namespace Personalization.Engine.Bandits;

/// <summary>The standard normal distribution, as fast as choosing among arms wants it.</summary>
internal static class NormalCurve
{
    /// <summary>Φ(x) by Abramowitz and Stegun, Handbook of Mathematical Functions, formula 26.2.17; absolute error below 7.5e-8.</summary>
    public static double Cumulative(double x)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        var polynomial = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        var tail = 0.3989422804014327 * Math.Exp(-0.5 * x * x) * polynomial;
        return x >= 0 ? 1 - tail : tail;
    }
}
