using System.Buffers;

namespace Personalization.Engine.Bandits;

/// <summary>
/// The probability of each of several independent quantities to be the largest, ∫ Π_{b≠a} F_b dF_a, from their distribution functions
/// at common points: the trapezoid rule for Stieltjes integrals, exact for two quantities whose functions are known at the points, and
/// normalized for more.
/// </summary>
internal static class BestArm
{
    /// <summary>Integrates.</summary>
    /// <param name="cumulative">F_a at the ascending points, quantity after quantity.</param>
    /// <param name="points">Points per quantity; all mass lies between the first and the last.</param>
    /// <param name="probabilities">Takes one probability per quantity; they sum to 1.</param>
    public static void Integrate(ReadOnlySpan<double> cumulative, int points, Span<double> probabilities)
    {
        var count = probabilities.Length;
        var rented = ArrayPool<double>.Shared.Rent(2 * count);
        var low = rented.AsSpan(0, count);
        var high = rented.AsSpan(count, count);
        probabilities.Clear();
        Others(cumulative, points, 0, low);
        for (var q = 1; q < points; q++)
        {
            Others(cumulative, points, q, high);
            for (var a = 0; a < count; a++)
            {
                var mass = cumulative[(a * points) + q] - cumulative[(a * points) + q - 1];
                probabilities[a] += Math.Max(0, mass) * 0.5 * (low[a] + high[a]);
            }
            var swap = low;
            low = high;
            high = swap;
        }
        ArrayPool<double>.Shared.Return(rented);
        ArmLottery.Normalize(probabilities);
    }

    // For each quantity the product of all others' functions, by products from both ends.
    private static void Others(ReadOnlySpan<double> cumulative, int points, int q, Span<double> others)
    {
        var product = 1.0;
        for (var a = 0; a < others.Length; a++)
        {
            others[a] = product;
            product *= cumulative[(a * points) + q];
        }
        product = 1;
        for (var a = others.Length - 1; a >= 0; a--)
        {
            others[a] *= product;
            product *= cumulative[(a * points) + q];
        }
    }
}
