namespace Personalization.Engine.Bandits;

/// <summary>
/// The noise of single rewards, from squared errors and the conjugate inverse gamma prior (Murphy 2007, section 6): as if two rewards had
/// been seen before with variance 1/4, the largest that rewards in [0, 1] can have.
/// </summary>
internal static class NoisePrior
{
    private const double Observations = 2;
    private const double SquaredErrors = 0.5;

    /// <summary>The standard deviation, more than 0.</summary>
    public static double Deviation(double squaredErrors, double observations) =>
        Math.Sqrt((squaredErrors + SquaredErrors) / (observations + Observations));
}
