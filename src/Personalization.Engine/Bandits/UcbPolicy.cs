using System.Globalization;

namespace Personalization.Engine.Bandits;

/// <summary>
/// The arm with the highest upper confidence bound, mean + width · deviation: with beliefs of a linear model LinUCB (Li, Chu, Langford and
/// Schapire 2010, algorithm 1). The choice is certain but for ties; a uniform floor makes it fit for off-policy evaluation.
/// </summary>
/// <param name="width">Deviations above the mean, at least 0. 1 by default.</param>
/// <param name="unit">
/// Whether the bound is in units of reward as in the paper, that is, without regard to the noise's size (α of LinUCB).
/// </param>
public sealed class UcbPolicy(double width = 1, bool unit = false) : IBeliefPolicy
{
    private readonly double _width = width >= 0 && double.IsFinite(width)
        ? width
        : throw new ArgumentOutOfRangeException(nameof(width), width, "A finite number of at least 0 is expected.");

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{(unit ? "linucb" : "ucb")}-{_width}");

    /// <inheritdoc/>
    public void Probabilities(ArmBeliefs beliefs, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(beliefs.Count, probabilities.Length);
        var width = unit ? _width / beliefs.Noise : _width;
        var best = double.NegativeInfinity;
        var ties = 0;
        for (var i = 0; i < beliefs.Count; i++)
        {
            var bound = beliefs.Means[i] + (width * beliefs.Deviations[i]);
            probabilities[i] = bound;
            ties = bound > best ? 1 : bound == best ? ties + 1 : ties;
            best = bound > best ? bound : best;
        }
        var share = ties > 0 ? 1.0 / ties : 1.0 / beliefs.Count;
        for (var i = 0; i < beliefs.Count; i++)
        {
            probabilities[i] = ties == 0 || probabilities[i] == best ? share : 0;
        }
    }
}
