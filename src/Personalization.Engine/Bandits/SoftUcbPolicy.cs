using System.Globalization;

namespace Personalization.Engine.Bandits;

/// <summary>
/// An upper confidence bound that leaves to chance what lies within its uncertainty: p ∝ exp(−(B* − B) / (τ (s + s*) / 2)), with
/// bounds B = mean + width · s of deviations s, and the highest bound B* with its deviation s*. So arms that the data cannot tell apart
/// share the choice, clear losers get next to nothing, and as the deviations shrink the choice becomes certain. The bound is that of LinUCB
/// (Li et al. 2010); the softening is Boltzmann exploration with a temperature in deviations in place of rewards, whose necessity
/// Cesa-Bianchi, Gentile, Lugosi and Neu 2017 show ("Boltzmann exploration done right").
/// </summary>
/// <param name="width">Deviations above the mean, at least 0. 0.5 by default.</param>
/// <param name="temperature">τ, more than 0. 0.05 by default.</param>
public sealed class SoftUcbPolicy(double width = 0.5, double temperature = 0.05) : IBeliefPolicy
{
    private readonly double _width = width >= 0 && double.IsFinite(width)
        ? width
        : throw new ArgumentOutOfRangeException(nameof(width), width, "A finite number of at least 0 is expected.");

    private readonly double _temperature = temperature > 0 && double.IsFinite(temperature)
        ? temperature
        : throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A finite number of more than 0 is expected.");

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"soft-ucb-{_width}-{_temperature}");

    /// <inheritdoc/>
    public void Probabilities(ArmBeliefs beliefs, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(beliefs.Count, probabilities.Length);
        var best = 0;
        for (var i = 0; i < beliefs.Count; i++)
        {
            probabilities[i] = beliefs.Means[i] + (_width * beliefs.Deviations[i]);
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        var highest = probabilities[best];
        var half = 0.5 * _temperature;
        var sum = 0.0;
        for (var i = 0; i < beliefs.Count; i++)
        {
            // Bounds without any spread are as certain as greedy; equal ones share.
            var spread = half * (beliefs.Deviations[i] + beliefs.Deviations[best]);
            var gap = highest - probabilities[i];
            probabilities[i] = gap > 0 ? gap < 40 * spread ? Math.Exp(-gap / spread) : 0 : 1;
            sum += probabilities[i];
        }
        foreach (ref var p in probabilities[..beliefs.Count])
        {
            p /= sum;
        }
    }
}
