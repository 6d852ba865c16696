namespace Personalization.Engine.Bandits;

/// <summary>
/// KL-UCB: the highest q with n · kl(mean, q) ≤ ln t + c ln ln t for Bernoulli divergence kl, after one try of each arm (Garivier and
/// Cappé 2011, algorithm 1; they recommend c = 0 in practice). For rewards in [0, 1]. Ties share.
/// </summary>
/// <param name="c">At least 0; 0 by default.</param>
public sealed class KlUcbPolicy(double c = 0) : IArmPolicy
{
    private readonly double _c = c >= 0 && double.IsFinite(c)
        ? c
        : throw new ArgumentOutOfRangeException(nameof(c), c, "A finite number of at least 0 is expected.");

    /// <inheritdoc/>
    public string Name => "kl-ucb";

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<ArmStatistics> arms, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(arms.Length, probabilities.Length);
        var total = 0.0;
        foreach (ref readonly var arm in arms)
        {
            total += arm.Weight;
        }
        var log = Math.Log(Math.Max(1, total));
        var level = log + (_c * Math.Log(Math.Max(1, log)));
        for (var i = 0; i < arms.Length; i++)
        {
            probabilities[i] = arms[i].Weight > 0 ? Bound(arms[i].Mean, level / arms[i].Weight) : double.PositiveInfinity;
        }
        ArmLottery.ShareBest(probabilities[..arms.Length], probabilities);
    }

    /// <summary>The highest q in [mean, 1] with kl(mean, q) ≤ <paramref name="divergence"/>, to 1e-12.</summary>
    /// <param name="mean">In [0, 1]; clamped.</param>
    /// <param name="divergence">At least 0, in nats.</param>
    public static double Bound(double mean, double divergence)
    {
        var p = Math.Clamp(mean, 0, 1);
        var low = p;
        var high = 1.0;
        for (var step = 0; step < 60 && high - low > 1e-13; step++)
        {
            var middle = (low + high) / 2;
            if (Divergence(p, middle) > divergence)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }
        return low;
    }

    /// <summary>kl(p, q) = p ln(p/q) + (1 − p) ln((1 − p)/(1 − q)), in nats.</summary>
    public static double Divergence(double p, double q)
    {
        var hit = p > 0 ? p * Math.Log(p / q) : 0;
        return p < 1 ? hit + ((1 - p) * Math.Log((1 - p) / (1 - q))) : hit;
    }
}
