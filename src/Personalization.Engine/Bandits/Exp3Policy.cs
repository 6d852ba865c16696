namespace Personalization.Engine.Bandits;

/// <summary>
/// EXP3 for rewards in [0, 1] that may follow no distribution at all: p ∝ exp(−η L̂) with importance-weighted losses L̂ and η =
/// √(ln K / (t K)) (Auer et al. 2002; the anytime rate of Bubeck and Cesa-Bianchi 2012, theorem 3.1). The losses are sums, so they merge
/// like all statistics.
/// </summary>
/// <param name="floor">A uniform share in [0, 1) that bounds the importance weights. 0 by default, as the anytime form needs none.</param>
public sealed class Exp3Policy(double floor = 0) : IArmPolicy
{
    private readonly double _floor = floor is >= 0 and < 1
        ? floor
        : throw new ArgumentOutOfRangeException(nameof(floor), floor, "A share in [0, 1) is expected.");

    /// <inheritdoc/>
    public string Name => "exp3";

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<ArmStatistics> arms, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(arms.Length, probabilities.Length);
        var least = double.PositiveInfinity;
        var total = 0.0;
        foreach (ref readonly var arm in arms)
        {
            least = Math.Min(least, arm.LossEstimate);
            total += arm.Weight;
        }
        var rate = Math.Sqrt(Math.Log(arms.Length) / (arms.Length * Math.Max(1, total)));
        for (var i = 0; i < arms.Length; i++)
        {
            probabilities[i] = Math.Exp(-rate * (arms[i].LossEstimate - least));
        }
        ArmLottery.Normalize(probabilities[..arms.Length]);
        ArmLottery.MixUniform(probabilities[..arms.Length], _floor);
    }
}
