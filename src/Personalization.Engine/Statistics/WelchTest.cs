namespace Personalization.Engine.Statistics;

/// <summary>
/// The t test of two means with separate variances (Welch, Biometrika 34, 1947), degrees of freedom by Welch and Satterthwaite. For one
/// look that was planned beforehand.
/// </summary>
public static class WelchTest
{
    /// <summary>Compares a treatment's mean with a control's.</summary>
    /// <param name="control">The control's mean, its standard error and number of people.</param>
    /// <param name="treatment">The treatment's.</param>
    /// <param name="alpha">One less the interval's confidence, (0, 1).</param>
    public static TestResult Of(MeanEstimate control, MeanEstimate treatment, double alpha = 0.05)
    {
        var difference = treatment.Mean - control.Mean;
        var a = control.StandardError * control.StandardError;
        var b = treatment.StandardError * treatment.StandardError;
        var error = Math.Sqrt(a + b);
        if (!(error > 0) || !double.IsFinite(error))
        {
            return new TestResult(difference, error, 0, double.PositiveInfinity, 1, Interval.Everything);
        }
        var freedom = (a + b) * (a + b) / ((a * a / (control.Count - 1)) + (b * b / (treatment.Count - 1)));
        var t = difference / error;
        var half = error * StudentDistribution.TwoSidedQuantile(alpha, freedom);
        return new TestResult(difference, error, t, freedom, StudentDistribution.TwoSided(t, freedom), Interval.Around(difference, half));
    }
}
