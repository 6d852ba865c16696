using Personalization.Engine.Bandits;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Bandits;

public sealed class RewardIntervalsTests
{
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Zeros_and_ones_lead_to_Wilsons_interval(int ones, int count, double lower, double upper)
    {
        var intervals = new RewardIntervals(Arms(("a", Enumerable.Range(0, count).Select(i => i < ones ? 1.0 : 0))));
        Assert.True(intervals.AreBinary);
        Assert.Equal((lower, upper), (Math.Round(intervals.Of(0).Lower, 4), Math.Round(intervals.Of(0).Upper, 4)));
    }

    [Fact]
    public void Limits_of_Wilsons_interval_are_the_shares_that_the_score_test_just_does_not_reject()
    {
        for (var (count, z) = (1, NormalDistribution.Quantile(0.95)); count < 40; count += 3)
        {
            for (var ones = 0; ones <= count; ones++)
            {
                var interval = new RewardIntervals(Arms(("a", Enumerable.Range(0, count).Select(i => i < ones ? 1.0 : 0))), confidence: 0.9)
                    .Of(0);
                foreach (var limit in new[] { interval.Lower, interval.Upper })
                {
                    var distance = limit - ((double)ones / count);
                    Assert.Equal(z * z * limit * (1 - limit) / count, distance * distance, 1e-12);
                }
            }
        }
    }

    [Fact]
    public void Other_rewards_lead_to_Students_interval_with_a_moderated_variance()
    {
        // By hand: the arm's squares around its mean 2 are 2, the mean square of all five rewards 14/5, so the variance is (14/5 + 2) / 3;
        // t(0.975, 3) = 3.182446 (any table).
        var intervals = new RewardIntervals(Arms(("a", [1, 2, 3]), ("b", [0, 0])));
        Assert.False(intervals.AreBinary);
        var half = 3.182446 * Math.Sqrt((2.8 + 2) / 3 / 3);
        Assert.Equal(2 - half, intervals.Of(0).Lower, 1e-5);
        Assert.Equal(2 + half, intervals.Of(0).Upper, 1e-5);

        // An arm that earned nothing so far is not known to earn nothing; t(0.975, 2) = 4.302653.
        Assert.Equal(4.302653 * Math.Sqrt(2.8 / 2 / 2), intervals.Of(1).Upper, 1e-5);
        Assert.Equal(Interval.Everything, intervals.Of(-1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_reward_leads_to_an_interval_with_a_width(bool isBinary)
    {
        var interval = new RewardIntervals(Arms(("a", [isBinary ? 1.0 : 5.0]))).Of(0);
        Assert.True(interval.Upper - interval.Lower > 0.5, $"{interval}");
    }

    [Fact]
    public void Nothing_known_leads_to_all_that_is_possible() => Assert.Equal(new Interval(0, 1), new RewardIntervals(Arms()).Of(-1));

    [Fact]
    public void Intervals_of_few_rewards_hold_the_mean_as_often_as_they_say()
    {
        var random = SeededRandom.Create(7);
        foreach (var count in new[] { 2, 5, 20 })
        {
            var held = 0;
            for (var run = 0; run < 2000; run++)
            {
                held += new RewardIntervals(Arms(
                    ("a", Enumerable.Range(0, count).Select(_ => 3 + NormalDistribution.Quantile(random.NextDouble())))))
                    .Of(0).Holds(3)
                    ? 1
                    : 0;
            }
            Assert.True(held >= 0.94 * 2000, $"{held} of 2000 intervals of {count} rewards hold the mean");
        }
    }

    private static ArmSnapshot Arms(params (string Id, IEnumerable<double> Rewards)[] arms)
    {
        var table = new ArmTable();
        foreach (var (id, rewards) in arms)
        {
            foreach (var reward in rewards)
            {
                table.Observe(id, reward);
            }
        }
        return table.Publish();
    }
}
