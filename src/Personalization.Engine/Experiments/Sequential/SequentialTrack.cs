using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Sequential;

/// <summary>
/// What remains of the looks so far: the least p-value, and what all intervals have in common, both as valid as those of one look.
/// Immutable.
/// </summary>
/// <param name="Time">When it was last looked, of the looks that count.</param>
/// <param name="PValue">The least always-valid p-value; 1 before the first look.</param>
/// <param name="Sign">Whether the difference was above (1) or below (−1) 0 when the p-value was least; 0 before the first look.</param>
/// <param name="Lift">The intersection of the lift's intervals.</param>
public sealed record SequentialTrack(double Time, double PValue, int Sign, Interval Lift)
{
    /// <summary>Before the first look.</summary>
    public static SequentialTrack Empty { get; } = new(0, 1, 0, Interval.Everything);

    /// <summary>
    /// With one more look; unchanged when it comes so soon after the last that it does not count, so one may look as often as one likes. An
    /// intersection that would be empty, which the probability α allows for and a changing effect brings about, starts anew.
    /// </summary>
    public SequentialTrack With(SequentialResult look, ISequentialBoundary boundary)
    {
        // The allowance is for rounding: looks at 0.01, 0.02, 0.03 … all count.
        if (!(look.Time > 0) || look.Time < Time + (boundary.SpacingAt(look.Time) * (1 - 1e-9)))
        {
            return this;
        }
        var (lower, upper) = (Math.Max(Lift.Lower, look.Lift.Lower), Math.Min(Lift.Upper, look.Lift.Upper));
        var (least, sign) = look.PValue < PValue ? (look.PValue, Math.Sign(look.Comparison.Z)) : (PValue, Sign);
        return new SequentialTrack(look.Time, least, sign, lower <= upper ? new Interval(lower, upper) : look.Lift);
    }
}
