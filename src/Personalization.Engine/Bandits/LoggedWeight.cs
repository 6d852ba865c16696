namespace Personalization.Engine.Bandits;

/// <summary>
/// Warm start from logged decisions: each counts 1 / propensity, as if every arm had been chosen equally often everywhere, but no more than
/// a limit, which trades a little bias for much less variance (Ionides 2008, "Truncated importance sampling").
/// </summary>
public static class LoggedWeight
{
    /// <summary>The weight of a logged observation.</summary>
    /// <param name="propensity">The probability with which the logged policy chose its arm, in (0, 1].</param>
    /// <param name="limit">The largest weight, at least 1. 10 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static double Of(double propensity, double limit = 10)
    {
        ObservationRules.CheckPropensity(propensity);
        if (!(limit >= 1 && double.IsFinite(limit)))
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "limit: a finite number of at least 1 is expected.");
        }
        return Math.Min(1 / propensity, limit);
    }
}
