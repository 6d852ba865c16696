namespace Personalization.Engine.OffPolicy;

/// <summary>
/// Logged choices and what another policy, the target, would have done in each, column by column: eight bytes a number, so that millions of
/// rows fit.
/// <para>
/// The reward model is linear in its features, so the target's expected reward Σₐ π(a|x) q̂(x, a) is q̂ of the expected features
/// Σₐ π(a|x) φ(x, a): a row carries two vectors, however many actions it had.
/// </para>
/// Not thread-safe while rows are added.
/// </summary>
public sealed class PolicyLog
{
    private double[] _rewards;
    private double[] _propensities;
    private double[] _targets;
    private double[] _unsupported;
    private double[] _loggedFeatures;
    private double[] _targetFeatures;

    /// <summary>An empty log.</summary>
    /// <param name="featureCount">The length of the feature vectors, 0 or more, without the constant, which the model adds.</param>
    /// <param name="capacity">Rows for which there is room at first.</param>
    public PolicyLog(int featureCount, int capacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(featureCount);
        capacity = Math.Max(16, capacity);
        FeatureCount = featureCount;
        (_rewards, _propensities, _targets, _unsupported) =
            (new double[capacity], new double[capacity], new double[capacity], new double[capacity]);
        (_loggedFeatures, _targetFeatures) = (new double[capacity * featureCount], new double[capacity * featureCount]);
    }

    /// <summary>Rows.</summary>
    public int Count { get; private set; }

    /// <summary>The length of the feature vectors.</summary>
    public int FeatureCount { get; }

    /// <summary>What came of each choice.</summary>
    public ReadOnlySpan<double> Rewards => _rewards.AsSpan(0, Count);

    /// <summary>The probability with which the logging policy made each choice.</summary>
    public ReadOnlySpan<double> Propensities => _propensities.AsSpan(0, Count);

    /// <summary>The probability with which the target would have made it.</summary>
    public ReadOnlySpan<double> TargetProbabilities => _targets.AsSpan(0, Count);

    /// <summary>The target's probability of choices that the logging policy never makes there, [0, 1] a row.</summary>
    public ReadOnlySpan<double> UnsupportedMass => _unsupported.AsSpan(0, Count);

    /// <summary>φ(x, a) of the logged choice.</summary>
    public ReadOnlySpan<double> LoggedFeatures(int row) => _loggedFeatures.AsSpan(row * FeatureCount, FeatureCount);

    /// <summary>Σₐ π(a|x) φ(x, a): the features that the target's choice has on average.</summary>
    public ReadOnlySpan<double> TargetFeatures(int row) => _targetFeatures.AsSpan(row * FeatureCount, FeatureCount);

    /// <summary>Adds a row. Values are taken as they are; <see cref="OffPolicyEvaluation"/> refuses those that cannot be.</summary>
    /// <param name="reward">What came of the choice.</param>
    /// <param name="propensity">Its probability under the logging policy, (0, 1].</param>
    /// <param name="targetProbability">Its probability under the target, [0, 1].</param>
    /// <param name="loggedFeatures">φ(x, a) of the choice, of length <see cref="FeatureCount"/>.</param>
    /// <param name="targetFeatures">Σₐ π(a|x) φ(x, a), of the same length.</param>
    /// <param name="unsupportedMass">
    /// The target's probability of choices that the logging policy never makes there. A propensity of 1 says by itself that all others are
    /// never made.
    /// </param>
    /// <exception cref="ArgumentException">A vector has another length.</exception>
    public void Add(
        double reward, double propensity, double targetProbability, ReadOnlySpan<double> loggedFeatures = default,
        ReadOnlySpan<double> targetFeatures = default, double unsupportedMass = 0)
    {
        if (loggedFeatures.Length != FeatureCount || targetFeatures.Length != FeatureCount)
        {
            throw new ArgumentException($"{FeatureCount} features are expected; there are {loggedFeatures.Length} of the choice and "
                + $"{targetFeatures.Length} of the target.");
        }
        if (Count == _rewards.Length)
        {
            Grow();
        }
        _rewards[Count] = reward;
        _propensities[Count] = propensity;
        _targets[Count] = targetProbability;
        _unsupported[Count] = propensity == 1 ? Math.Max(unsupportedMass, 1 - targetProbability) : unsupportedMass;
        loggedFeatures.CopyTo(_loggedFeatures.AsSpan(Count * FeatureCount));
        targetFeatures.CopyTo(_targetFeatures.AsSpan(Count * FeatureCount));
        Count++;
    }

    private void Grow()
    {
        var rows = checked(2 * Count);
        Array.Resize(ref _rewards, rows);
        Array.Resize(ref _propensities, rows);
        Array.Resize(ref _targets, rows);
        Array.Resize(ref _unsupported, rows);
        Array.Resize(ref _loggedFeatures, checked(rows * FeatureCount));
        Array.Resize(ref _targetFeatures, checked(rows * FeatureCount));
    }
}
