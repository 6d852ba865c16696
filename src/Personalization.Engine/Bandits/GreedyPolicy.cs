using System.Globalization;

namespace Personalization.Engine.Bandits;

/// <summary>
/// ε-greedy: the arm with the highest mean with probability 1 − ε + ε/n, each other one with ε/n (Sutton and Barto, 2nd ed., section
/// 2.2). Ties share.
/// </summary>
public sealed class GreedyPolicy : IBeliefPolicy
{
    private readonly double _epsilon;

    /// <summary>The policy with that share of uniform choices.</summary>
    /// <param name="epsilon">In [0, 1]; 0 is greedy.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in [0, 1].</exception>
    public GreedyPolicy(double epsilon = 0)
    {
        if (!(epsilon is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "A share in [0, 1] is expected.");
        }
        _epsilon = epsilon;
    }

    /// <inheritdoc/>
    public string Name => _epsilon == 0 ? "greedy" : string.Create(CultureInfo.InvariantCulture, $"epsilon-greedy-{_epsilon}");

    /// <inheritdoc/>
    public void Probabilities(ArmBeliefs beliefs, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(beliefs.Count, probabilities.Length);
        ArmLottery.ShareBest(beliefs.Means, probabilities);
        ArmLottery.MixUniform(probabilities[..beliefs.Count], _epsilon);
    }
}
