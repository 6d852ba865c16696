using System.Globalization;

namespace Personalization.Engine.Bandits;

/// <summary>Boltzmann exploration: p ∝ exp(λ · mean) (Sutton and Barto, 2nd ed., equation 2.11, with fixed λ).</summary>
/// <param name="lambda">The inverse temperature per unit of reward, at least 0; 0 is uniform. 10 by default.</param>
public sealed class SoftmaxPolicy(double lambda = 10) : IBeliefPolicy
{
    private readonly double _lambda = lambda >= 0 && double.IsFinite(lambda)
        ? lambda
        : throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "A finite number of at least 0 is expected.");

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"softmax-{_lambda}");

    /// <inheritdoc/>
    public void Probabilities(ArmBeliefs beliefs, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(beliefs.Count, probabilities.Length);
        var best = double.NegativeInfinity;
        foreach (var mean in beliefs.Means)
        {
            best = Math.Max(best, mean);
        }
        for (var i = 0; i < beliefs.Count; i++)
        {
            probabilities[i] = Math.Exp(_lambda * (beliefs.Means[i] - best));
        }
        ArmLottery.Normalize(probabilities[..beliefs.Count]);
    }
}
