namespace Personalization.Engine.Bandits;

/// <summary>
/// UCB1: mean + √(2 ln t / n), after one try of each arm (Auer, Cesa-Bianchi and Fischer 2002, figure 1). For rewards in [0, 1]. Ties
/// share.
/// </summary>
public sealed class Ucb1Policy : IArmPolicy
{
    /// <inheritdoc/>
    public string Name => "ucb1";

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<ArmStatistics> arms, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(arms.Length, probabilities.Length);
        var total = 0.0;
        foreach (ref readonly var arm in arms)
        {
            total += arm.Weight;
        }
        var log = 2 * Math.Log(Math.Max(1, total));
        for (var i = 0; i < arms.Length; i++)
        {
            probabilities[i] = arms[i].Weight > 0 ? arms[i].Mean + Math.Sqrt(log / arms[i].Weight) : double.PositiveInfinity;
        }
        ArmLottery.ShareBest(probabilities[..arms.Length], probabilities);
    }
}
