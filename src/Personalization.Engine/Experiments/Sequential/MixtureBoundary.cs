using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Sequential;

/// <summary>
/// The two-sided normal mixture, valid for ever: the mixture sequential probability ratio test with a normal mixing distribution (Johari,
/// Koomen, Pekelis and Walsh, Always Valid Inference, Operations Research 70, 2022; Robbins 1970), whose inversion is the confidence
/// sequence of Howard, Ramdas, McAuliffe and Sekhon (Annals of Statistics 49, 2021, equation 14) and, with estimated variances, the
/// asymptotic one of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2021). For experiments without a planned size.
/// </summary>
public sealed class MixtureBoundary : ISequentialBoundary
{
    /// <summary>Creates a boundary.</summary>
    /// <param name="alpha">The probability of ever being outside without a difference, (0, 1).</param>
    /// <param name="sharpestAt">The time at which it is narrowest, above 0.</param>
    public MixtureBoundary(double alpha, double sharpestAt = 1)
    {
        if (!(alpha is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A probability in (0, 1) is expected.");
        }
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sharpestAt);
        Alpha = alpha;
        var evidence = -2 * Math.Log(alpha);
        // Howard et al. 2021, section 3.5: near enough to the minimizer, without Lambert's W.
        Mixing = sharpestAt / (evidence + Math.Log(1 + evidence));
    }

    /// <inheritdoc/>
    public double Alpha { get; }

    /// <summary>The mixing distribution's precision ρ, in units of information: its variance is 1/ρ.</summary>
    public double Mixing { get; }

    /// <inheritdoc/>
    public double Multiplier(double time) =>
        time > 0 ? Math.Sqrt((1 + (Mixing / time)) * ((-2 * Math.Log(Alpha)) + Logarithm.OnePlus(time / Mixing))) : double.PositiveInfinity;

    /// <summary>0: every look counts.</summary>
    public double SpacingAt(double time) => 0;

    /// <inheritdoc/>
    public double PValue(double z, double time) =>
        time > 0 ? Math.Min(1, Math.Sqrt(1 + (time / Mixing)) * Math.Exp(-0.5 * z * z * time / (time + Mixing))) : 1;
}
