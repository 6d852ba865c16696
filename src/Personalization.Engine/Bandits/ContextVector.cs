using System.Runtime.CompilerServices;

namespace Personalization.Engine.Bandits;

/// <summary>A context as models read it: the constant 1, the features, zeros up to whole vectors.</summary>
internal static class ContextVector
{
    /// <summary>Fills a padded vector.</summary>
    /// <exception cref="ArgumentException">
    /// There are more or fewer features than expected, or one is not finite; the message names it.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(ReadOnlySpan<double> features, int expected, Span<double> padded)
    {
        // Zero times a number that is not finite is no number; only then it is worth looking which one it is.
        var sum = 0.0;
        foreach (var feature in features)
        {
            sum += 0 * feature;
        }
        if (features.Length != expected || sum != 0)
        {
            ObservationRules.CheckFeatures(features, expected);
        }
        padded[0] = 1;
        features.CopyTo(padded[1..]);
        padded[(1 + expected)..].Clear();
    }
}
