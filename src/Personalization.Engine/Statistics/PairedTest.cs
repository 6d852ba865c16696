namespace Personalization.Engine.Statistics;

/// <summary>
/// The t test of two treatments of the same subjects, by the differences within each subject (Student, Biometrika 6, 1908). For one look
/// that was planned beforehand.
/// </summary>
public static class PairedTest
{
    /// <summary>
    /// Compares a treatment's values with a control's. Fewer than two pairs show nothing; differences that are all the same leave no doubt.
    /// </summary>
    /// <param name="control">The control's value of each subject.</param>
    /// <param name="treatment">The treatment's of the same subjects, in the same order.</param>
    /// <param name="alpha">One less the interval's confidence, (0, 1).</param>
    public static TestResult Of(ReadOnlySpan<double> control, ReadOnlySpan<double> treatment, double alpha = 0.05)
    {
        if (control.Length != treatment.Length)
        {
            throw new ArgumentException($"{control.Length} and {treatment.Length} values are given; each subject has one of both.");
        }
        var differences = new double[control.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = treatment[i] - control[i];
        }
        var estimate = MeanEstimate.Of(differences);
        var freedom = Math.Max(0, differences.Length - 1);
        var t = estimate.Mean == 0 ? 0 : estimate.Mean / estimate.StandardError;
        var p = freedom > 0 ? StudentDistribution.TwoSided(t, freedom) : 1;
        return new TestResult(estimate.Mean, estimate.StandardError, t, freedom, p, estimate.StudentInterval(alpha));
    }
}
