using System.Numerics.Tensors;

namespace Personalization.Engine.OffPolicy;

/// <summary>
/// An estimator as columns: mean of <see cref="Offset"/> plus the mean of <see cref="Numerator"/>, or plus Σ numerator / Σ denominator
/// where there is a denominator.
/// </summary>
internal sealed class EstimatorTerms
{
    public EstimatorTerms(
        OffPolicyEstimator estimator, double[]? offset, double[] numerator, double[]? denominator, double effectiveSampleSize, double range,
        double parameter = double.NaN)
    {
        (Estimator, Offset, Numerator, Denominator, EffectiveSampleSize, Range, Parameter) =
            (estimator, offset, numerator, denominator, effectiveSampleSize, range, parameter);
        var rows = numerator.Length;
        var offsetMean = offset is null ? 0 : TensorPrimitives.Sum<double>(offset) / rows;
        var mean = denominator is null ? 1 : TensorPrimitives.Sum<double>(denominator) / rows;
        var ratio = TensorPrimitives.Sum<double>(numerator) / rows / mean;
        Value = offsetMean + ratio;
        Influence = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            Influence[i] = ((numerator[i] - (denominator is null ? ratio : ratio * denominator[i])) / mean)
                + (offset is null ? 0 : offset[i] - offsetMean);
        }
        Variance = TensorPrimitives.SumOfSquares<double>(Influence) / (rows - 1);
    }

    public OffPolicyEstimator Estimator { get; }

    public double[]? Offset { get; }

    public double[] Numerator { get; }

    public double[]? Denominator { get; }

    public double EffectiveSampleSize { get; }

    /// <summary>The width of the range in which a row's term lies; NaN for ratios.</summary>
    public double Range { get; }

    public double Parameter { get; }

    public double Value { get; }

    /// <summary>What each row adds to the error: its influence function (Hampel 1974), of mean 0.</summary>
    public double[] Influence { get; }

    /// <summary>Of the influence of a row.</summary>
    public double Variance { get; }

    public double StandardError => Math.Sqrt(Variance / Numerator.Length);
}
