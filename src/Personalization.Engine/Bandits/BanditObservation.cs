namespace Personalization.Engine.Bandits;

/// <summary>A reward and the decision that it is for.</summary>
/// <param name="arm">The id of the arm that was chosen.</param>
/// <param name="features">The context at the decision, finite numbers without the constant, of magnitude about 1.</param>
/// <param name="reward">What came of it, finite; about [0, 1] is what the defaults expect.</param>
public readonly ref struct BanditObservation(string arm, ReadOnlySpan<double> features, double reward)
{
    /// <summary>The arm that was chosen.</summary>
    public string Arm { get; } = arm;

    /// <summary>The context at the decision, without the constant.</summary>
    public ReadOnlySpan<double> Features { get; } = features;

    /// <summary>What came of it.</summary>
    public double Reward { get; } = reward;

    /// <summary>The probability with which the arm was chosen, in (0, 1]. 1 by default.</summary>
    public double Propensity { get; init; } = 1;

    /// <summary>
    /// How much the observation counts, finite and at least 0; see <see cref="LoggedWeight"/> for logged data. 1 by default.
    /// </summary>
    public double Weight { get; init; } = 1;

    /// <summary>A hash of the decision's id: bagging draws its resampling from it, so that every node draws the same.</summary>
    public ulong DecisionHash { get; init; }

    /// <summary>The arms that were available; only cover needs them. Empty means the arms known so far.</summary>
    public ReadOnlySpan<string> Available { get; init; }

    /// <exception cref="ArgumentException">A member is out of range; the message names it.</exception>
    internal void Check(int features)
    {
        ArgumentException.ThrowIfNullOrEmpty(Arm);
        ObservationRules.CheckFeatures(Features, features);
        ObservationRules.CheckReward(Reward);
        ObservationRules.CheckPropensity(Propensity);
        ObservationRules.CheckWeight(Weight);
    }
}
