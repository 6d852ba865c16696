namespace Personalization.Engine.Bandits;

/// <summary>
/// Settings of the default contextual bandit. The defaults were chosen on generated data and on two sets of other kinds; none was tuned on
/// the sets that docs/bandits.md reports.
/// </summary>
public sealed record AdaptiveOptions
{
    /// <summary>The most products of pairs of features that are kept apart; further ones share places by hashing.</summary>
    /// <value>1 to 2048; 300 by default, room for all pairs of 24 features.</value>
    public int Interactions { get; init; } = 300;

    /// <summary>The prior weights λ of the candidate models on the features alone.</summary>
    /// <value>At least one, each more than 0; 0.1 and 1 by default. The first one's uncertainty steers exploration.</value>
    public IReadOnlyList<double> LinearPrecisions { get; init; } = [0.1, 1];

    /// <summary>The prior weights λ of the candidate models on features and their products.</summary>
    /// <value>Each more than 0; 0.1 and 10 by default. None leaves a linear bandit.</value>
    public IReadOnlyList<double> InteractionPrecisions { get; init; } = [0.1, 10];

    /// <summary>The reward expected of an arm of which nothing is known.</summary>
    /// <value>Finite; 0 by default.</value>
    public double PriorMean { get; init; }

    /// <exception cref="ArgumentException">A member is out of range.</exception>
    internal void Check()
    {
        if (LinearPrecisions.Count == 0)
        {
            throw new ArgumentException("LinearPrecisions: none is given; at least one is expected.");
        }
        foreach (var precision in LinearPrecisions.Concat(InteractionPrecisions))
        {
            if (!(precision > 0 && double.IsFinite(precision)))
            {
                throw new ArgumentException($"Precisions: {precision} is given; finite numbers of more than 0 are expected.");
            }
        }
        if (!double.IsFinite(PriorMean))
        {
            throw new ArgumentException($"PriorMean: {PriorMean} is given; a finite number is expected.");
        }
    }
}
