using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Experiments.Simulation;

/// <summary>
/// How often the intervals for one look hold the truth: 93 to 97 % of 10,000 experiments, with an allowance of three standard errors for
/// fewer.
/// </summary>
public sealed class IntervalCoverageTests(ITestOutputHelper output)
{
    private static readonly double Z = NormalDistribution.Quantile(0.975);

    [Fact]
    public void Conversion_intervals_at_real_click_rates_hold_the_truth()
    {
        var rates = UpworthyData.ClickRates();
        var random = SeededRandom.Create(31);
        var (difference, lift) = (0, 0);
        var repetitions = ClickStreams.Repetitions(1500);
        for (var i = 0; i < repetitions; i++)
        {
            var rate = rates[random.Next(rates.Length)];
            var size = (long)Math.Ceiling(PowerAnalysis.PeopleForProportions(rate, rate * 1.2));
            var (control, treatment) = (random.Binomial(size, rate), random.Binomial(size, rate * 1.2));
            difference += TwoProportionTest.Of(control, size, treatment, size).Interval.Holds(rate * 0.2) ? 1 : 0;
            lift += Compare(MetricSums.OfConversions(size, control), MetricSums.OfConversions(size, treatment)).LiftInterval(Z).Holds(0.2)
                ? 1
                : 0;
        }
        Check("difference of proportions", difference, repetitions);
        Check("lift of proportions", lift, repetitions);
    }

    [Fact]
    public void Revenue_intervals_hold_the_truth_with_and_without_a_covariate()
    {
        // 30 % buy, for e^(N(3, 0.7²)); what was bought before goes with it.
        var random = SeededRandom.Create(32);
        var (plain, adjusted, lift) = (0, 0, 0);
        var repetitions = ClickStreams.Repetitions(250);
        const int people = 1000;
        var mean = 0.3 * Math.Exp(3 + (0.7 * 0.7 / 2));
        for (var i = 0; i < repetitions; i++)
        {
            MetricSums[] groups = [Shoppers(random, people, 1), Shoppers(random, people, 1.1)];
            var without = MetricEstimates.Of(groups);
            plain += WelchTest.Of(without[0], without[1]).Interval.Holds(0.1 * mean) ? 1 : 0;
            lift += new Comparison(without[0], without[1]).LiftInterval(Z).Holds(0.1) ? 1 : 0;
            var with = MetricEstimates.Of(groups, adjust: true);
            adjusted += WelchTest.Of(with[0], with[1]).Interval.Holds(0.1 * mean) ? 1 : 0;
        }
        Check("difference of revenue, Welch", plain, repetitions);
        Check("difference of revenue with a covariate", adjusted, repetitions);
        Check("lift of revenue", lift, repetitions);
    }

    [Fact]
    public void Ratio_intervals_hold_the_truth()
    {
        // Clicks per page view, people differing in both.
        var random = SeededRandom.Create(33);
        var held = 0;
        var repetitions = ClickStreams.Repetitions(250);
        for (var i = 0; i < repetitions; i++)
        {
            held += Compare(Readers(random, 1000, 0), Readers(random, 1000, 0.02)).DifferenceInterval(Z).Holds(0.02) ? 1 : 0;
        }
        Check("difference of ratios, delta method", held, repetitions);
    }

    private static Comparison Compare(MetricSums control, MetricSums treatment)
    {
        var estimates = MetricEstimates.Of([control, treatment]);
        return new Comparison(estimates[0], estimates[1]);
    }

    private static MetricSums Shoppers(Random random, int people, double factor)
    {
        var sums = default(MetricSums);
        for (var i = 0; i < people; i++)
        {
            var taste = random.Normal();
            var value = random.NextDouble() < 0.3 ? factor * Math.Exp(3 + (0.6 * taste) + (Math.Sqrt(0.13) * random.Normal())) : 0;
            sums = sums.Add(new PersonValue(value, 1, Math.Exp(taste)));
        }
        return sums;
    }

    private static MetricSums Readers(Random random, int people, double more)
    {
        // Each person reads 1 to 10 pages and clicks with 5 to 35 % of them, those who read much less often; the mean share per page is
        // exact: Σ pages·share ÷ Σ pages.
        var sums = default(MetricSums);
        for (var i = 0; i < people; i++)
        {
            var pages = random.Next(1, 11);
            var share = 0.05 + (0.2 / pages) + (0.1 * random.NextDouble()) + more;
            sums = sums.Add(new PersonValue(random.Binomial(pages, share), pages));
        }
        return sums;
    }

    private void Check(string what, int held, int repetitions)
    {
        var coverage = held / (double)repetitions;
        var allowance = repetitions >= 10_000 ? 0 : 3 * Math.Sqrt(0.05 * 0.95 / repetitions);
        output.WriteLine($"{what}: the 95 % interval held the truth in {coverage:0.0000} of {repetitions}");
        Assert.InRange(coverage, 0.93 - allowance, 0.97 + allowance);
    }
}
