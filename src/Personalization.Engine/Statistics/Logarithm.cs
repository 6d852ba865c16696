namespace Personalization.Engine.Statistics;

/// <summary>Logarithms near 1. Pure; thread-safe.</summary>
public static class Logarithm
{
    /// <summary>
    /// ln(1 + x) to the last digits for small x too, by the rounded 1 + x and a correction for its rounding (Goldberg, ACM Computing
    /// Surveys 23, 1991, theorem 4); <see cref="double.LogP1(double)"/> is the logarithm of the rounded sum alone.
    /// </summary>
    /// <param name="x">−1 or more.</param>
    public static double OnePlus(double x)
    {
        var sum = 1 + x;
        if (sum == 1)
        {
            return x;
        }
        var logarithm = Math.Log(sum);
        return double.IsFinite(logarithm) ? logarithm * (x / (sum - 1)) : logarithm;
    }
}
