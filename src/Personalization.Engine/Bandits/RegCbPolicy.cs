using System.Globalization;

namespace Personalization.Engine.Bandits;

/// <summary>
/// RegCB (Foster, Agarwal, Dudík, Luo and Schapire 2018): regressors whose squared error exceeds the best one's by at most β = mellowness
/// · ln(1 + observations) are plausible. For linear models the rewards they expect range over mean ± √(β · leverage), in closed form.
/// The optimistic form takes the arm with the highest plausible reward (their section 3.2); the eliminating one chooses uniformly among the
/// arms that may be best for some plausible regressor (section 3.1).
/// </summary>
/// <param name="mellowness">c₀, more than 0. 0.1 by default.</param>
/// <param name="isOptimistic">Which form.</param>
public sealed class RegCbPolicy(double mellowness = 0.1, bool isOptimistic = true) : IBeliefPolicy
{
    private readonly double _mellowness = mellowness > 0 && double.IsFinite(mellowness)
        ? mellowness
        : throw new ArgumentOutOfRangeException(nameof(mellowness), mellowness, "A finite number of more than 0 is expected.");

    /// <inheritdoc/>
    public string Name =>
        string.Create(CultureInfo.InvariantCulture, $"regcb-{(isOptimistic ? "optimistic" : "elimination")}-{_mellowness}");

    /// <inheritdoc/>
    public void Probabilities(ArmBeliefs beliefs, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(beliefs.Count, probabilities.Length);
        // A deviation is noise · √leverage, and β bounds squared errors of rewards.
        var width = Math.Sqrt(_mellowness * Math.Log(2 + beliefs.Total)) / beliefs.Noise;
        if (isOptimistic)
        {
            for (var i = 0; i < beliefs.Count; i++)
            {
                probabilities[i] = beliefs.Means[i] + (width * beliefs.Deviations[i]);
            }
            ArmLottery.ShareBest(probabilities[..beliefs.Count], probabilities);
            return;
        }
        var highestLower = double.NegativeInfinity;
        for (var i = 0; i < beliefs.Count; i++)
        {
            highestLower = Math.Max(highestLower, beliefs.Means[i] - (width * beliefs.Deviations[i]));
        }
        for (var i = 0; i < beliefs.Count; i++)
        {
            probabilities[i] = beliefs.Means[i] + (width * beliefs.Deviations[i]) >= highestLower ? 1 : 0;
        }
        ArmLottery.Normalize(probabilities[..beliefs.Count]);
    }
}
