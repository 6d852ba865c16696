namespace Personalization.Engine.Bandits;

/// <summary>The weights with which the forecasts of candidate models are averaged.</summary>
internal static class CandidateWeights
{
    // Less than this changes no decision, and leaving such candidates out saves their work.
    private const double Negligible = 1e-4;

    /// <summary>
    /// Weights exp(−(loss − least) / 2σ²), divided by their sum, with σ² the mean squared error of the best candidate.
    /// </summary>
    /// <param name="losses">Σw of squared errors of the forecasts.</param>
    /// <param name="forecasts">Σw.</param>
    /// <param name="weights">Takes the weights; they sum to 1.</param>
    /// <returns>σ.</returns>
    public static double Fill(ReadOnlySpan<double> losses, double forecasts, Span<double> weights)
    {
        var least = double.PositiveInfinity;
        foreach (var loss in losses)
        {
            least = Math.Min(least, loss);
        }
        var noise = NoisePrior.Deviation(least, forecasts);
        for (var c = 0; c < losses.Length; c++)
        {
            var weight = Math.Exp((least - losses[c]) / (2 * noise * noise));
            weights[c] = weight >= Negligible ? weight : 0;
        }
        ArmLottery.Normalize(weights);
        return noise;
    }
}
