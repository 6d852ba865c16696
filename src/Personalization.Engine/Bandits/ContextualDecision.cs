namespace Personalization.Engine.Bandits;

/// <summary>Decides with a snapshot. Pure functions.</summary>
public static class ContextualDecision
{
    /// <summary>Chooses among the available arms.</summary>
    /// <param name="selector">What decides.</param>
    /// <param name="features">The context, finite numbers without the constant.</param>
    /// <param name="arms">The available arms' numbers, at least one.</param>
    /// <param name="bits">64 random bits; the same bits give the same choice.</param>
    /// <param name="probabilities">Takes the probability of each available arm.</param>
    /// <param name="floor">
    /// A uniform share in [0, 1] that every choice is mixed with; more than 0 makes every decision fit for off-policy evaluation.
    /// </param>
    /// <exception cref="ArgumentException">A feature is not finite, or a number is out of range; the message names it.</exception>
    public static BanditChoice Choose(
        this IContextualSelector selector, ReadOnlySpan<double> features, ReadOnlySpan<int> arms, ulong bits, Span<double> probabilities,
        double floor = 0)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var shares = probabilities[..arms.Length];
        selector.Probabilities(features, arms, shares);
        ArmLottery.MixUniform(shares, floor);
        return ArmLottery.Draw(shares, bits);
    }
}
