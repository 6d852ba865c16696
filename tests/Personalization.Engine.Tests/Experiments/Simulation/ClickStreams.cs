using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Experiments.Sequential;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Experiments.Simulation;

/// <summary>
/// Simulated experiments on a click rate, looked at time and again while people come: planned for a lift, with a true lift of its own.
/// </summary>
internal sealed record ClickStreams
{
    public const double Alpha = 0.05;
    public const double Power = 0.8;

    /// <summary>Click rates to draw the control's from.</summary>
    public required double[] Rates { get; init; }

    public required ISequentialBoundary Boundary { get; init; }

    /// <summary>The lift that size and clock are planned for.</summary>
    public double PlannedLift { get; init; } = 0.2;

    public double TrueLift { get; init; }

    public int Analyses { get; init; } = 100;

    /// <summary>People at the last look, relative to the test that analyses once.</summary>
    public double Until { get; init; } = 1;

    public int Seed { get; init; } = 1;

    /// <summary>How many streams: the full number when the environment asks for it.</summary>
    public static int Repetitions(int small, int full = 10_000) =>
        Environment.GetEnvironmentVariable("PERSONALIZATION_FULL_SIMULATION") == "1" ? full : small;

    public StreamOutcome[] Run(int streams)
    {
        var outcomes = new StreamOutcome[streams];
        var random = SeededRandom.Create(Seed);
        for (var i = 0; i < streams; i++)
        {
            outcomes[i] = One(random);
        }
        return outcomes;
    }

    private StreamOutcome One(Random random)
    {
        var rate = Rates[random.Next(Rates.Length)];
        var changed = rate * (1 + TrueLift);
        var size = (long)Math.Ceiling(PowerAnalysis.PeopleForProportions(rate, rate * (1 + PlannedLift), Alpha, Power));
        var (people, control, treatment) = (0L, 0L, 0L);
        var (stopped, difference, lift, called) = (double.PositiveInfinity, true, true, false);
        var track = SequentialTrack.Empty;
        for (var look = 1; look <= Analyses; look++)
        {
            var now = (long)Math.Ceiling(size * Until * look / Analyses);
            control += random.Binomial(now - people, rate);
            treatment += random.Binomial(now - people, changed);
            people = now;
            var comparison = Compare(people, control, treatment);
            var at = SequentialResult.At(comparison, InformationTime.Of(comparison, PlannedLift, Alpha, Power), Boundary);
            var before = track;
            track = track.With(at, Boundary);
            if (track.PValue <= Alpha)
            {
                stopped = Math.Min(stopped, (double)people / size);
            }
            difference &= ReferenceEquals(before, track) || at.Difference.Holds(changed - rate);
            lift &= ReferenceEquals(before, track) || at.Lift.Holds(TrueLift);
            if (people == size)
            {
                called = TwoProportionTest.Of(control, people, treatment, people).PValue < Alpha;
            }
        }
        return new StreamOutcome(stopped, difference, lift, track.Time, called);
    }

    private static Comparison Compare(long people, long control, long treatment)
    {
        var estimates = MetricEstimates.Of([MetricSums.OfConversions(people, control), MetricSums.OfConversions(people, treatment)]);
        return new Comparison(estimates[0], estimates[1]);
    }
}
