using System.Numerics.Tensors;

namespace Personalization.Engine.Statistics;

/// <summary>A mean as estimated from independent values, such as people's.</summary>
/// <param name="Mean">The estimate, in the metric's unit.</param>
/// <param name="StandardError">Its standard error, 0 or more.</param>
/// <param name="Count">The values it comes from.</param>
public readonly record struct MeanEstimate(double Mean, double StandardError, long Count)
{
    /// <summary>The mean of values and its usual standard error; ∞ with fewer than two.</summary>
    /// <param name="values">At least one.</param>
    public static MeanEstimate Of(ReadOnlySpan<double> values)
    {
        var mean = TensorPrimitives.Sum(values) / values.Length;
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }
        var error = values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1) / values.Length) : double.PositiveInfinity;
        return new MeanEstimate(mean, error, values.Length);
    }

    /// <summary>Student's interval of the mean of one group; everything with fewer than two values.</summary>
    /// <param name="alpha">One less the confidence, (0, 1).</param>
    public Interval StudentInterval(double alpha = 0.05) =>
        Count > 1 ? Interval.Around(Mean, StandardError * StudentDistribution.TwoSidedQuantile(alpha, Count - 1)) : Interval.Everything;
}
