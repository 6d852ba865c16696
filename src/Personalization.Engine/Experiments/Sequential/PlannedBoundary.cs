namespace Personalization.Engine.Experiments.Sequential;

/// <summary>
/// The boundary of an experiment with a planned size, and the product's default. Up to the horizon it is a normal mixture whose level is
/// not bounded by Ville's inequality, which pays for looking for ever, but computed for a hundred looks until the horizon
/// (<see cref="BoundaryCrossing"/>); that spends 98 % of α. After the horizon it is the <see cref="MixtureBoundary"/> at the remaining 2
/// %, so that it stays valid for ever. Narrow early, when little is known, and near 2.4 standard errors at the horizon: at the planned
/// effect half of all experiments end by 0.68 of the size of the test that looks once.
/// </summary>
public sealed class PlannedBoundary : ISequentialBoundary
{
    /// <summary>The share of α that is spent up to the horizon.</summary>
    public const double ShareUntilHorizon = 0.98;

    /// <summary>The looks that count until the horizon, at most: the next counts a hundredth of the horizon after the last.</summary>
    public const int Analyses = 100;

    // In units of the horizon: the least median duration at the planned effect is flat around it, and the power still rises
    // (docs/experiments.md).
    internal const double Mixing = 0.4;

    private readonly double _evidence;
    private readonly MixtureBoundary _after;

    /// <summary>Creates a boundary.</summary>
    /// <param name="alpha">The probability of ever being outside without a difference, (0, 1).</param>
    /// <param name="horizon">
    /// The planned end, relative to the size of the test that looks once; above 0. At 1 the power at the planned effect is 0.73 where that
    /// test has 0.8; 1.2 brings 0.8.
    /// </param>
    public PlannedBoundary(double alpha, double horizon = 1)
    {
        if (!(alpha is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A probability in (0, 1) is expected.");
        }
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        Alpha = alpha;
        Horizon = horizon;
        _evidence = TruncatedMixture.EvidenceAt(ShareUntilHorizon * alpha);
        _after = new MixtureBoundary((1 - ShareUntilHorizon) * alpha, 2 * horizon);
    }

    /// <inheritdoc/>
    public double Alpha { get; }

    /// <summary>The planned end, in time.</summary>
    public double Horizon { get; }

    /// <inheritdoc/>
    public double Multiplier(double time)
    {
        var part = time / Horizon;
        return part <= 0 ? double.PositiveInfinity
            : part <= 1 ? TruncatedMixture.Distance(_evidence, part) / Math.Sqrt(part)
            : _after.Multiplier(time);
    }

    /// <inheritdoc/>
    public double SpacingAt(double time) => time <= Horizon ? Horizon / Analyses : 0;

    /// <inheritdoc/>
    public double PValue(double z, double time)
    {
        var part = time / Horizon;
        return part <= 0 ? 1
            : part <= 1 ? Math.Min(1, TruncatedMixture.Probability(TruncatedMixture.Evidence(z, part)) / ShareUntilHorizon)
            : Math.Min(1, _after.PValue(z, time) / (1 - ShareUntilHorizon));
    }
}
