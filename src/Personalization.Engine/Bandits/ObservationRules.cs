using System.Runtime.CompilerServices;

namespace Personalization.Engine.Bandits;

/// <summary>
/// What an observation must be before it may change statistics: one number that is not finite would spoil a sum for good.
/// </summary>
internal static class ObservationRules
{
    /// <exception cref="ArgumentException">The number of features differs, or one is not finite; the message names it.</exception>
    public static void CheckFeatures(ReadOnlySpan<double> features, int expected)
    {
        if (features.Length != expected)
        {
            throw new ArgumentException($"features: {features.Length} numbers were given; {expected} are expected.", nameof(features));
        }
        for (var i = 0; i < features.Length; i++)
        {
            if (!double.IsFinite(features[i]))
            {
                throw new ArgumentException($"features[{i}]: {features[i]} is not a finite number.", nameof(features));
            }
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The reward is not finite.</exception>
    public static void CheckReward(double reward)
    {
        if (!double.IsFinite(reward))
        {
            throw new ArgumentOutOfRangeException(nameof(reward), reward, "reward: a finite number is expected.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The propensity is not in (0, 1].</exception>
    public static void CheckPropensity(double propensity)
    {
        // The largest of several probabilities that were divided by their sum may lie a rounding error above 1.
        if (!(propensity is > 0 and <= 1 + 1e-9))
        {
            throw new ArgumentOutOfRangeException(nameof(propensity), propensity, "propensity: a probability in (0, 1] is expected.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The weight is negative or not finite.</exception>
    public static void CheckWeight(double weight)
    {
        if (!(weight >= 0 && double.IsFinite(weight)))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "weight: a finite number of at least 0 is expected.");
        }
    }

    /// <exception cref="ArgumentException">A span is too short for the arms.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckRoom(int arms, int room)
    {
        if (arms == 0 || room < arms)
        {
            throw new ArgumentException(
                $"{arms} arms are to be judged with room for {room}; at least one arm and room for each are expected.");
        }
    }
}
