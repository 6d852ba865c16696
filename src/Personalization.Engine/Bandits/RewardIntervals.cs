using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// How well the mean reward of each arm is known. Where all rewards of all arms are 0 or 1, Wilson's score interval (Wilson 1927;
/// recommended for few observations, and for shares near 0 and 1, by Brown, Cai and DasGupta 2001). Otherwise Student's interval with a
/// moderated variance (Smyth 2004, section 3): the mean square of all arms' rewards counts like one more observation of the arm's variance,
/// so that an arm with one reward, or with equal ones, is not held to be known exactly. Both are for one look at one arm without context;
/// nothing is decided by them. Immutable.
/// </summary>
public sealed class RewardIntervals
{
    private readonly ArmSnapshot _arms;
    private readonly double _tail;
    private readonly double _variance;

    /// <summary>Prepares the intervals.</summary>
    /// <param name="arms">What is known of the arms; rewards that are not weighted.</param>
    /// <param name="confidence">The probability to hold the mean, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not in (0, 1).</exception>
    public RewardIntervals(ArmSnapshot arms, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(arms);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        (_arms, _tail) = (arms, 1 - confidence);
        var (count, squares) = (0L, 0.0);
        AreBinary = true;
        for (var i = 0; i < arms.Count; i++)
        {
            // Σ r (1 − r) is 0 for zeros and ones.
            AreBinary &= arms[i].RewardSum == arms[i].RewardSquares;
            (count, squares) = (count + arms[i].Count, squares + arms[i].RewardSquares);
        }
        _variance = count > 0 ? squares / count : 0;
    }

    /// <summary>Whether all rewards are 0 or 1, and the intervals Wilson's.</summary>
    public bool AreBinary { get; }

    /// <summary>
    /// The interval of an arm's mean reward. Of an arm without observations, [0, 1] for zeros and ones, otherwise everything.
    /// </summary>
    /// <param name="arm">The arm's number; −1 for one that nothing is known of.</param>
    public Interval Of(int arm) => AreBinary ? Wilson(_arms[arm]) : Student(_arms[arm]);

    private Interval Wilson(in ArmStatistics arm)
    {
        if (arm.Count == 0)
        {
            return new(0, 1);
        }
        var z = NormalDistribution.TwoSidedQuantile(_tail);
        var (n, squared) = ((double)arm.Count, z * z);
        var middle = (arm.RewardSum + (squared / 2)) / (n + squared);
        var half = z / (n + squared) * Math.Sqrt((arm.RewardSum * (n - arm.RewardSum) / n) + (squared / 4));
        return new(Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    // One observation's worth of prior, and n − 1 of the arm's own: n degrees of freedom.
    private Interval Student(in ArmStatistics arm)
    {
        if (arm.Count == 0)
        {
            return Interval.Everything;
        }
        var variance = (_variance + (arm.Count * arm.Variance)) / arm.Count;
        var half = StudentDistribution.TwoSidedQuantile(_tail, arm.Count) * Math.Sqrt(variance / arm.Count);
        return Interval.Around(arm.Mean, half);
    }
}
