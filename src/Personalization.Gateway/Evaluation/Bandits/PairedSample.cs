namespace Personalization.Gateway.Evaluation.Bandits;

/// <summary>Means over shuffles, with Student's intervals and tests.</summary>
internal static class PairedSample
{
    /// <summary>The mean and the half-width of its 95 % interval; no number with fewer than two values.</summary>
    public static (double Mean, double HalfWidth) Interval(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        if (values.Count < 2)
        {
            return (mean, double.NaN);
        }
        var squares = values.Sum(v => (v - mean) * (v - mean));
        return (mean, StudentT.Quantile95(values.Count - 1) * Math.Sqrt(squares / (values.Count - 1) / values.Count));
    }

    /// <summary>Compares two policies shuffle by shuffle: 1 if the first is significantly better at 5 %, two-sided, −1 if worse, else 0.</summary>
    public static int Compare(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var differences = first.Zip(second, static (a, b) => a - b).ToArray();
        var (mean, half) = Interval(differences);
        return Math.Abs(mean) > half ? Math.Sign(mean) : 0;
    }
}
