using System.Globalization;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Inverse gap weighting: an arm whose mean lies Δ below the best has probability 1 / (n + γΔ), the best one what is left (Foster and
/// Rakhlin 2020, SquareCB, algorithm 1; γ grows with the square root of observations as in their theorem 1 and in Vowpal Wabbit).
/// </summary>
/// <param name="scale">γ₀ in γ = γ₀ √(n · observations), per unit of reward; more than 0. 10 by default.</param>
public sealed class SquareCbPolicy(double scale = 10) : IBeliefPolicy
{
    private readonly double _scale = scale > 0 && double.IsFinite(scale)
        ? scale
        : throw new ArgumentOutOfRangeException(nameof(scale), scale, "A finite number of more than 0 is expected.");

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"squarecb-{_scale}");

    /// <inheritdoc/>
    public void Probabilities(ArmBeliefs beliefs, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(beliefs.Count, probabilities.Length);
        var arms = beliefs.Count;
        var best = 0;
        var ties = 1;
        for (var i = 1; i < arms; i++)
        {
            ties = beliefs.Means[i] == beliefs.Means[best] ? ties + 1 : ties;
            if (beliefs.Means[i] > beliefs.Means[best])
            {
                best = i;
                ties = 1;
            }
        }
        var gamma = _scale * Math.Sqrt(arms * (beliefs.Total + 1));
        var left = 1.0;
        for (var i = 0; i < arms; i++)
        {
            var gap = beliefs.Means[best] - beliefs.Means[i];
            probabilities[i] = gap == 0 ? 0 : 1 / (arms + (gamma * gap));
            left -= probabilities[i];
        }
        for (var i = 0; i < arms; i++)
        {
            if (beliefs.Means[i] == beliefs.Means[best])
            {
                probabilities[i] = left / ties;
            }
        }
    }
}
