namespace Personalization.Engine.Experiments.Sequential;

/// <summary>
/// What to expect of the sequential test beforehand, when the true effect is so many times the planned one. Computed, not simulated.
/// </summary>
/// <param name="Power">The probability that the effect is found by the horizon, [0, 1].</param>
/// <param name="MedianTime">The time by which half of such experiments have ended; ∞ when by the horizon less than half have.</param>
/// <param name="MeanTime">The mean time of ending, at the horizon at the latest.</param>
public sealed record SequentialPlan(double Power, double MedianTime, double MeanTime)
{
    /// <summary>Computes what to expect.</summary>
    /// <param name="boundary">The boundary.</param>
    /// <param name="horizon">When looking ends, in time, above 0.</param>
    /// <param name="plannedPower">The power of the test that looks once at time 1 and whose effect is the planned one, (0, 1).</param>
    /// <param name="effect">The true effect relative to the planned one.</param>
    /// <param name="looks">Equally spaced looks until the horizon.</param>
    public static SequentialPlan Of(
        ISequentialBoundary boundary, double horizon = 1, double plannedPower = 0.8, double effect = 1,
        int looks = PlannedBoundary.Analyses)
    {
        var drift = effect * InformationTime.PlannedZ(boundary.Alpha, plannedPower);
        var (start, step) = (horizon * 1e-9, horizon / looks);
        var outside = BoundaryCrossing.Probabilities(
            t => boundary.Multiplier(Math.Max(t, start)) * Math.Sqrt(Math.Max(t, start)), horizon, looks, drift, continuous: false);
        var (median, mean, before) = (double.PositiveInfinity, 0.0, 0.0);
        for (var i = 0; i < looks; i++)
        {
            mean += step * (1 - before);
            if (before < 0.5 && outside[i] >= 0.5)
            {
                median = step * (i + 1);
            }
            before = outside[i];
        }
        return new SequentialPlan(outside[^1], median, mean);
    }
}
