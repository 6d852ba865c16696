using Personalization.Engine.Experiments.Statistics;

namespace Personalization.Engine.Experiments.Sequential;

/// <summary>
/// What remains of the looks so far: the least p-value, and what all intervals have in common, both as valid as those of one look. Immutable.
/// </summary>
/// <param name="PValue">The least always-valid p-value; 1 before the first look.</param>
/// <param name="Lift">The intersection of the lift's intervals.</param>
public sealed record SequentialTrack(double PValue, Interval Lift)
{
    /// <summary>Before the first look.</summary>
    public static SequentialTrack Empty { get; } = new(1, Interval.Everything);

    /// <summary>With one more look. An intersection that would be empty, which the probability α allows for and a changing effect brings about, starts anew.</summary>
    public SequentialTrack With(SequentialLook look)
    {
        var (lower, upper) = (Math.Max(Lift.Lower, look.Lift.Lower), Math.Min(Lift.Upper, look.Lift.Upper));
        return new SequentialTrack(Math.Min(PValue, look.PValue), lower <= upper ? new Interval(lower, upper) : look.Lift);
    }
}
