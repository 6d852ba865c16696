using Personalization.Engine.Experiments.Sequential;

namespace Personalization.Engine.Tests.Experiments.Simulation;

/// <summary>
/// The promises of the sequential tests, by simulation at the click rates of 4,873 real headline tests. PERSONALIZATION_FULL_SIMULATION=1
/// runs all 10,000 streams; the limits are those of the full number, with an allowance of three standard errors for fewer.
/// </summary>
public sealed class SequentialSimulationTests(ITestOutputHelper output)
{
    private static readonly PlannedBoundary Planned = new(ClickStreams.Alpha);

    [Fact]
    public void Peeking_a_hundred_times_without_a_difference_errs_in_at_most_five_per_cent()
    {
        var outcomes = new ClickStreams { Rates = UpworthyData.ClickRates(), Boundary = Planned, Seed = 11 }
            .Run(ClickStreams.Repetitions(1000));
        var error = Report("A/A, 100 looks until the planned size", outcomes);
        Assert.True(error <= 0.05 + Allowance(outcomes.Length), $"The error is {error}.");
        Assert.True(error > 0.02, "The boundary spends too little of its α to be of use.");
    }

    [Fact]
    public void Peeking_far_beyond_the_planned_size_errs_in_at_most_five_per_cent()
    {
        var outcomes = new ClickStreams { Rates = UpworthyData.ClickRates(), Boundary = Planned, Until = 5, Seed = 12 }
            .Run(ClickStreams.Repetitions(300));
        var error = Report("A/A, 100 looks until five times the planned size", outcomes);
        Assert.True(error <= 0.05 + Allowance(outcomes.Length), $"The error is {error}.");
    }

    [Fact]
    public void Open_ended_mixture_errs_in_at_most_five_per_cent()
    {
        var outcomes = new ClickStreams
        {
            Rates = UpworthyData.ClickRates(),
            Boundary = new MixtureBoundary(ClickStreams.Alpha),
            Until = 5,
            Seed = 13
        }
            .Run(ClickStreams.Repetitions(300));
        var error = Report("A/A, open-ended mixture, 100 looks until five times the planned size", outcomes);
        Assert.True(error <= 0.05 + Allowance(outcomes.Length), $"The error is {error}.");
    }

    [Theory]
    [InlineData(0.2, 14, 1000)]
    [InlineData(0.1, 17, 250)]
    public void Planned_effect_is_found_by_half_within_seven_tenths_of_the_fixed_size(double planned, int seed, int repetitions)
    {
        var outcomes = new ClickStreams
        {
            Rates = UpworthyData.ClickRates(),
            Boundary = Planned,
            PlannedLift = planned,
            TrueLift = planned,
            Seed = seed
        }
            .Run(ClickStreams.Repetitions(repetitions));
        var found = Report($"A/B at the planned lift of {planned}", outcomes);
        var median = outcomes.Select(o => o.StoppedAt).Order().ElementAt(outcomes.Length / 2);
        var power = outcomes.Average(o => o.FixedCalled ? 1.0 : 0);
        output.WriteLine($"median stopping time {median:0.000} of the fixed size; power of the test that looks once {power:0.0000}, of the "
            + $"sequential one by then {found:0.0000}");
        // The median is at most 0.7 just when at least half have ended by then.
        var ended = outcomes.Average(o => o.StoppedAt <= 0.7001 ? 1.0 : 0);
        Assert.True(
            ended >= 0.5 - (outcomes.Length >= 10_000 ? 0 : 3 * Math.Sqrt(0.25 / outcomes.Length)),
            $"{ended} have ended by 0.7 of the fixed size, the median is {median}.");
        Assert.InRange(power, 0.8 - 0.02 - Allowance(outcomes.Length), 0.8 + 0.02 + Allowance(outcomes.Length));
    }

    [Fact]
    public void Longer_plan_has_the_power_of_the_fixed_size()
    {
        var outcomes = new ClickStreams
        {
            Rates = UpworthyData.ClickRates(),
            Boundary = new PlannedBoundary(ClickStreams.Alpha, 1.2),
            TrueLift = 0.2,
            Until = 1.2,
            Analyses = 120,
            Seed = 15
        }
            .Run(ClickStreams.Repetitions(500));
        var found = Report("A/B at the planned effect, planned for 1.2 times the fixed size", outcomes);
        var median = outcomes.Select(o => o.StoppedAt).Order().ElementAt(outcomes.Length / 2);
        output.WriteLine($"median stopping time {median:0.000} of the fixed size");
        Assert.InRange(found, 0.79 - Allowance(outcomes.Length), 0.83);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    public void Confidence_sequence_holds_the_truth_at_all_looks_at_once(double lift)
    {
        var outcomes = new ClickStreams { Rates = UpworthyData.ClickRates(), Boundary = Planned, TrueLift = lift, Seed = 16 }
            .Run(ClickStreams.Repetitions(300));
        var coverage = outcomes.Average(o => o.DifferenceHeld ? 1.0 : 0);
        var ofLift = outcomes.Average(o => o.LiftHeld ? 1.0 : 0);
        Report($"confidence sequence at a lift of {lift}", outcomes);
        Assert.True(ofLift >= 0.95 - Allowance(outcomes.Length), $"The coverage of the lift at all looks is {ofLift}.");
        Assert.True(coverage >= 0.95 - Allowance(outcomes.Length), $"The coverage at all looks is {coverage}.");
    }

    private static double Allowance(int streams) => streams >= 10_000 ? 0 : 3 * Math.Sqrt(0.05 * 0.95 / streams);

    private double Report(string what, StreamOutcome[] outcomes)
    {
        var called = outcomes.Average(o => double.IsFinite(o.StoppedAt) ? 1.0 : 0);
        var (difference, lift, time) =
            (outcomes.Average(o => o.DifferenceHeld ? 1.0 : 0), outcomes.Average(o => o.LiftHeld ? 1.0 : 0), outcomes.Average(o => o.Time));
        output.WriteLine($"{what}: {outcomes.Length} streams, called a difference {called:0.0000}; at every look the sequence held the "
            + $"true difference {difference:0.0000}, lift {lift:0.0000}; clock at the end {time:0.000}");
        return called;
    }
}
