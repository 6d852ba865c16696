using Personalization.Engine.Chance;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Draws an arm from probabilities that were computed first. So a logged propensity is exact by construction: it is the very number the arm
/// was drawn with. Pure functions.
/// </summary>
public static class ArmLottery
{
    /// <summary>
    /// Mixes in a uniform share, p ← (1 − floor) p + floor / n, so that every arm has a propensity that off-policy evaluation can
    /// divide by.
    /// </summary>
    /// <param name="probabilities">Probabilities that sum to 1.</param>
    /// <param name="floor">The uniform share, in [0, 1]; 0 changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The floor is not in [0, 1].</exception>
    public static void MixUniform(Span<double> probabilities, double floor)
    {
        if (!(floor is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(floor), floor, "A share in [0, 1] is expected.");
        }
        if (floor == 0)
        {
            return;
        }
        var share = floor / probabilities.Length;
        foreach (ref var p in probabilities)
        {
            p = ((1 - floor) * p) + share;
        }
    }

    /// <summary>Draws an arm.</summary>
    /// <param name="probabilities">Probabilities that sum to 1 up to rounding; at least one is more than zero.</param>
    /// <param name="bits">64 random bits; the same bits give the same arm.</param>
    /// <exception cref="ArgumentException">No probability is more than zero.</exception>
    public static BanditChoice Draw(ReadOnlySpan<double> probabilities, ulong bits)
    {
        var point = RandomBits.Unit(bits);
        var last = -1;
        for (var i = 0; i < probabilities.Length; i++)
        {
            var p = probabilities[i];
            if (p > 0)
            {
                last = i;
                if (point < p)
                {
                    break;
                }
                point -= p;
            }
        }
        // Rounding may leave the point beyond the sum: it belongs to the last arm that can be chosen.
        return last >= 0
            ? new BanditChoice(last, probabilities[last])
            : throw new ArgumentException("No arm has a probability of more than zero.", nameof(probabilities));
    }

    /// <summary>
    /// Gives the arms with the highest score equal shares of 1 and all others 0. A score that is no number is lower than all others.
    /// </summary>
    internal static void ShareBest(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        var best = double.NegativeInfinity;
        var count = 0;
        foreach (var score in scores)
        {
            count = score > best ? 1 : score == best ? count + 1 : count;
            best = Math.Max(best, double.IsNaN(score) ? double.NegativeInfinity : score);
        }
        if (count == 0)
        {
            probabilities[..scores.Length].Fill(1.0 / scores.Length);
            return;
        }
        var share = 1.0 / count;
        for (var i = 0; i < scores.Length; i++)
        {
            probabilities[i] = scores[i] == best ? share : 0;
        }
    }

    /// <summary>Divides by the sum, which is more than zero.</summary>
    internal static void Normalize(Span<double> probabilities)
    {
        var sum = 0.0;
        foreach (var p in probabilities)
        {
            sum += p;
        }
        foreach (ref var p in probabilities)
        {
            p /= sum;
        }
    }
}
