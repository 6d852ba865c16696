using Personalization.Engine.Binary;

namespace Personalization.Engine.Bandits;

/// <summary>
/// What is remembered of one arm without context. All members are sums over its observed rewards, so statistics of several nodes add up.
/// Missing rewards are not observed; late ones are added when they come.
/// </summary>
/// <param name="Count">Observed rewards, whatever their weight.</param>
/// <param name="Weight">Σw; the count when nothing is weighted or discounted.</param>
/// <param name="RewardSum">Σw r.</param>
/// <param name="RewardSquares">Σw r².</param>
/// <param name="LossEstimate">Σw (1 − r) / p with the propensity p of each choice: what EXP3 learns from.</param>
public readonly record struct ArmStatistics(long Count, double Weight, double RewardSum, double RewardSquares, double LossEstimate)
{
    private const byte Version = 1;

    /// <summary>The mean reward; 0 without observations.</summary>
    public double Mean => Weight > 0 ? RewardSum / Weight : 0;

    /// <summary>The variance of the rewards around their mean, with divisor Σw; 0 without observations.</summary>
    public double Variance => Weight > 0 ? Math.Max(0, (RewardSquares / Weight) - (Mean * Mean)) : 0;

    /// <summary>Adds a reward.</summary>
    /// <param name="reward">Finite.</param>
    /// <param name="propensity">The probability with which the arm was chosen, in (0, 1]; only EXP3 needs it.</param>
    /// <param name="weight">How much the observation counts, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public ArmStatistics With(double reward, double propensity = 1, double weight = 1)
    {
        ObservationRules.CheckReward(reward);
        ObservationRules.CheckPropensity(propensity);
        ObservationRules.CheckWeight(weight);
        return new(
            Count + 1, Weight + weight, RewardSum + (weight * reward), RewardSquares + (weight * reward * reward),
            LossEstimate + (weight * (1 - reward) / propensity));
    }

    /// <summary>The sum of what two nodes observed.</summary>
    public ArmStatistics Plus(ArmStatistics other) => new(
        Count + other.Count, Weight + other.Weight, RewardSum + other.RewardSum, RewardSquares + other.RewardSquares,
        LossEstimate + other.LossEstimate);

    /// <summary>Counts the past for less; the count of observations stays.</summary>
    /// <param name="factor">In [0, 1]; see <see cref="Discounting.Factor"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1].</exception>
    public ArmStatistics Discounted(double factor)
    {
        Discounting.Check(factor);
        return new(Count, factor * Weight, factor * RewardSum, factor * RewardSquares, factor * LossEstimate);
    }

    /// <summary>Writes the statistics.</summary>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte(Version);
        writer.Varint((ulong)Count);
        writer.Double(Weight);
        writer.Double(RewardSum);
        writer.Double(RewardSquares);
        writer.Double(LossEstimate);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version or end too early.</exception>
    public static ArmStatistics Read(ref ByteReader reader)
    {
        BanditFormat.Require(reader.Byte(), Version, "arm statistics");
        return new((long)reader.Varint(), reader.Double(), reader.Double(), reader.Double(), reader.Double());
    }
}
