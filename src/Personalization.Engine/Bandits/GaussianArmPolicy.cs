namespace Personalization.Engine.Bandits;

/// <summary>
/// Turns what is known of arms without context into Gaussian beliefs and lets a policy choose by them: Thompson sampling, ε-greedy,
/// softmax and the others. The posterior of an arm is N((κm + Σr)/(κ + n), σ²/(κ + n)) for a prior worth κ observations with mean m
/// (Murphy 2007, "Conjugate Bayesian analysis of the Gaussian distribution", section 2); σ² is the pooled variance within the arms.
/// </summary>
/// <param name="policy">How to choose.</param>
/// <param name="priorMean">m, in units of reward. 0.5 by default.</param>
/// <param name="priorWeight">κ, more than 0. 1 by default.</param>
public sealed class GaussianArmPolicy(IBeliefPolicy policy, double priorMean = 0.5, double priorWeight = 1) : IArmPolicy
{
    // A prior of one reward with variance 1/4, the largest in [0, 1], until the data say more.
    private const double PriorSquares = 0.25;

    private readonly double _priorWeight = priorWeight > 0 && double.IsFinite(priorWeight)
        ? priorWeight
        : throw new ArgumentOutOfRangeException(nameof(priorWeight), priorWeight, "A finite number of more than 0 is expected.");

    /// <inheritdoc/>
    public string Name => policy.Name;

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<ArmStatistics> arms, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(arms.Length, probabilities.Length);
        Span<double> means = arms.Length <= 256 ? stackalloc double[arms.Length] : new double[arms.Length];
        Span<double> deviations = arms.Length <= 256 ? stackalloc double[arms.Length] : new double[arms.Length];
        var squares = PriorSquares;
        var freedom = 1.0;
        var total = 0.0;
        foreach (ref readonly var arm in arms)
        {
            squares += arm.Weight * arm.Variance;
            freedom += Math.Max(0, arm.Weight - 1);
            total += arm.Weight;
        }
        var noise = Math.Sqrt(squares / freedom);
        for (var i = 0; i < arms.Length; i++)
        {
            var weight = _priorWeight + arms[i].Weight;
            means[i] = ((_priorWeight * priorMean) + arms[i].RewardSum) / weight;
            deviations[i] = noise / Math.Sqrt(weight);
        }
        policy.Probabilities(new ArmBeliefs(means, deviations, noise, total), probabilities);
    }
}
