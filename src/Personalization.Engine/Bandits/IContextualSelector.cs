namespace Personalization.Engine.Bandits;

/// <summary>
/// The deciding half of a contextual bandit: an immutable snapshot with a policy. A node swaps its reference to it; reading takes no lock.
/// </summary>
public interface IContextualSelector
{
    /// <summary>Features of a context, the constant not counted.</summary>
    int Features { get; }

    /// <summary>The arm's number in this snapshot; −1 for an arm of which nothing is known, which takes part with the prior.</summary>
    int IndexOf(string arm);

    /// <summary>The probability of each available arm.</summary>
    /// <param name="features">The context, finite numbers without the constant.</param>
    /// <param name="arms">The available arms' numbers by <see cref="IndexOf"/>, at least one.</param>
    /// <param name="probabilities">Takes one number per arm; they sum to 1 up to rounding.</param>
    /// <exception cref="ArgumentException">There are more or fewer features, or one is not finite; the message names it.</exception>
    void Probabilities(ReadOnlySpan<double> features, ReadOnlySpan<int> arms, Span<double> probabilities);
}
