namespace Personalization.Engine.Bandits;

/// <summary>
/// Exponential forgetting: what was observed a half-life ago counts half (Kocsis and Szepesvári 2006; Garivier and Moulines 2011,
/// "discounted UCB").
/// </summary>
public static class Discounting
{
    /// <summary>The factor 2^(−elapsed / half-life) that sums of the past are multiplied with.</summary>
    /// <param name="elapsed">Time since the sums were last discounted; a negative one counts as none.</param>
    /// <param name="halfLife">More than zero; <see cref="TimeSpan.MaxValue"/> forgets nothing.</param>
    /// <returns>In (0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The half-life is not positive.</exception>
    public static double Factor(TimeSpan elapsed, TimeSpan halfLife)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(halfLife, TimeSpan.Zero);
        return elapsed <= TimeSpan.Zero || halfLife == TimeSpan.MaxValue ? 1 : Math.Pow(2, -(elapsed / halfLife));
    }

    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1].</exception>
    internal static void Check(double factor)
    {
        if (!(factor is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "A discount factor in [0, 1] is expected.");
        }
    }
}
