using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Experiments.Metrics;

public sealed class MetricEstimatesTests
{
    [Fact]
    public void Mean_and_error_are_those_of_the_values()
    {
        double[] values = [3, 0, 0, 12.5, 1, 7];
        var found = MetricEstimates.Of([Sum(values.Select(v => new PersonValue(v)))])[0];
        var mean = values.Average();
        Assert.Equal(mean, found.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 5 / 6), found.StandardError, 1e-12);
        Assert.Equal(6, found.Count);
    }

    [Fact]
    public void Error_of_a_ratio_is_that_of_the_linearized_values()
    {
        var random = SeededRandom.Create(2);
        var people = Enumerable.Range(0, 400)
            .Select(_ => { var views = random.Next(1, 30); return new PersonValue(random.Next(views + 1), views); })
            .ToArray();
        var found = MetricEstimates.Of([Sum(people)])[0];
        var ratio = people.Sum(p => p.Value) / people.Sum(p => p.Denominator);
        var views = people.Average(p => p.Denominator);
        Assert.Equal(ratio, found.Mean, 1e-12);
        Assert.Equal(
            Math.Sqrt(people.Sum(p => Math.Pow((p.Value - (ratio * p.Denominator)) / views, 2)) / 399 / 400), found.StandardError, 1e-12);
    }

    [Fact]
    public void Covariate_removes_the_variance_it_explains_and_leaves_the_effect()
    {
        var random = SeededRandom.Create(3);
        MetricSums Group(double effect) => Sum(Enumerable.Range(0, 40_000).Select(_ =>
        {
            var before = Normal(random);
            return new PersonValue(10 + effect + (0.8 * before) + (0.6 * Normal(random)), 1, before);
        }));
        MetricSums[] groups = [Group(0), Group(0.1)];
        var plain = new Comparison(MetricEstimates.Of(groups)[0], MetricEstimates.Of(groups)[1]);
        var adjusted = new Comparison(MetricEstimates.Of(groups, adjust: true)[0], MetricEstimates.Of(groups, adjust: true)[1]);
        Assert.Equal(0.64, MetricEstimates.Explained(groups), 0.01);
        Assert.Equal(1 - MetricEstimates.Explained(groups), Math.Pow(adjusted.DifferenceError / plain.DifferenceError, 2), 1e-4);
        Assert.Equal(0.1, adjusted.Difference, 4 * adjusted.DifferenceError);
        Assert.Equal(0.6 * Math.Sqrt(2.0 / 40_000), adjusted.DifferenceError, 1e-4);
    }

    [Fact]
    public void Covariate_without_variation_changes_nothing()
    {
        MetricSums[] groups = [Sum([new(1, 1, 4), new(3, 1, 4), new(2, 1, 4)]), Sum([new(5, 1, 4), new(3, 1, 4)])];
        Assert.Equal(MetricEstimates.Of(groups), MetricEstimates.Of(groups, adjust: true));
    }

    [Fact]
    public void Variant_without_people_is_not_known()
    {
        var found = MetricEstimates.Of([default, MetricSums.OfConversions(1, 1)]);
        Assert.Equal(double.PositiveInfinity, found[0].StandardError);
        Assert.Equal(double.PositiveInfinity, found[1].StandardError);
        Assert.Equal(0, new Comparison(found[0], found[1]).Z);
    }

    [Theory]
    [InlineData(0.10, 0.004, 0.11, 0.005)]
    [InlineData(12.0, 1.0, 9.0, 2.0)]
    [InlineData(0.02, 0.004, 0.02, 0.004)]
    public void Lift_interval_ends_where_the_lift_is_as_far_as_the_multiplier(
        double control, double controlError, double treatment, double treatmentError)
    {
        var comparison = new Comparison(new MeanEstimate(control, controlError, 500), new MeanEstimate(treatment, treatmentError, 500));
        var interval = comparison.LiftInterval(1.96);
        foreach (var lift in new[] { interval.Lower, interval.Upper })
        {
            var distance = Math.Abs(treatment - ((1 + lift) * control))
                / Math.Sqrt((treatmentError * treatmentError) + ((1 + lift) * (1 + lift) * controlError * controlError));
            Assert.Equal(1.96, distance, 1e-9);
        }
        Assert.True(interval.Holds(comparison.Lift));
        // Close to the delta method where the control is known well.
        var wide = Math.Max(
            Math.Abs(comparison.Lift - (1.96 * comparison.LiftError) - interval.Lower),
            Math.Abs(comparison.Lift + (1.96 * comparison.LiftError) - interval.Upper));
        Assert.InRange(wide, 0, controlError / control * 3 * comparison.LiftError * 1.96);
    }

    [Fact]
    public void Lift_interval_holds_zero_just_when_the_difference_interval_does()
    {
        var random = SeededRandom.Create(7);
        for (var i = 0; i < 2000; i++)
        {
            var comparison = new Comparison(
                new MeanEstimate(1 + random.NextDouble(), random.NextDouble() / 10, 100),
                new MeanEstimate(1 + random.NextDouble(), random.NextDouble() / 10, 100));
            var multiplier = 3 * random.NextDouble();
            Assert.Equal(comparison.DifferenceInterval(multiplier).Holds(0), comparison.LiftInterval(multiplier).Holds(0));
        }
    }

    [Fact]
    public void Control_that_may_be_zero_leaves_the_lift_open() =>
        Assert.Equal(Interval.Everything, new Comparison(new MeanEstimate(0.1, 0.1, 9), new MeanEstimate(1, 0.1, 9)).LiftInterval(2));

    private static MetricSums Sum(IEnumerable<PersonValue> people) => people.Aggregate(default(MetricSums), (sums, p) => sums.Add(p));

    private static double Normal(Random random) => Simulation.Draws.Normal(random);
}
