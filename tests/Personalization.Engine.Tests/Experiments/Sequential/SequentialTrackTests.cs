using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Experiments.Sequential;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Experiments.Sequential;

public sealed class SequentialTrackTests
{
    private static readonly PlannedBoundary Boundary = new(0.05);

    private static SequentialResult Result(double time, double treatment) =>
        SequentialResult.At(new Comparison(new MeanEstimate(1, 0.01, 5000), new MeanEstimate(treatment, 0.01, 5000)), time, Boundary);

    [Fact]
    public void Least_p_value_and_its_sign_and_the_common_interval_remain()
    {
        var (high, low) = (Result(0.3, 1.05), Result(0.5, 0.99));
        var track = SequentialTrack.Empty.With(high, Boundary).With(low, Boundary);
        Assert.Equal((high.PValue, 1, 0.5), (track.PValue, track.Sign, track.Time));
        Assert.Equal(Math.Max(high.Lift.Lower, low.Lift.Lower), track.Lift.Lower);
        Assert.Equal(Math.Min(high.Lift.Upper, low.Lift.Upper), track.Lift.Upper);
    }

    [Fact]
    public void A_hundred_looks_at_most_count_until_the_horizon()
    {
        var (track, counted) = (SequentialTrack.Empty, 0);
        for (var i = 1; i <= 10_000; i++)
        {
            var next = track.With(Result(i / 10_000.0, 1), Boundary);
            counted += ReferenceEquals(next, track) ? 0 : 1;
            track = next;
        }
        Assert.Equal(PlannedBoundary.Analyses, counted);
    }

    [Fact]
    public void Contradicting_intervals_start_anew()
    {
        var late = Result(0.9, 0.9);
        var track = SequentialTrack.Empty.With(Result(0.8, 1.2), Boundary).With(late, Boundary);
        Assert.Equal(late.Lift, track.Lift);
    }

    [Fact]
    public void Few_people_tell_nothing()
    {
        var look = SequentialResult.At(new Comparison(new MeanEstimate(1, 0.01, 99), new MeanEstimate(9, 0.01, 5000)), 0.9, Boundary);
        Assert.Equal((1.0, Interval.Everything), (look.PValue, look.Lift));
    }
}
