using Personalization.Engine.OffPolicy;

namespace Personalization.Engine.Tests.OffPolicy;

public sealed class RefusalTests
{
    [Fact]
    public void A_log_that_can_answer_is_not_refused() =>
        Assert.Empty(Refusals(1000, static (random, _) => (random.NextDouble(), 0.5, 0.5, 0)));

    [Fact]
    public void Few_rows_lead_to_refusal() =>
        Assert.Contains(RefusalReason.TooFewRows, Refusals(99, static (random, _) => (random.NextDouble(), 0.5, 0.5, 0)));

    [Fact]
    public void No_rows_lead_to_refusal() => Assert.Equal([RefusalReason.TooFewRows], Refusals(0, static (_, _) => default));

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_propensity_that_is_none_leads_to_refusal(double propensity) =>
        Assert.Equal(
            [RefusalReason.FaultyPropensities], Refusals(1000, (random, i) => (random.NextDouble(), i == 7 ? propensity : 0.5, 0.5, 0)));

    [Theory]
    [InlineData(double.NaN, 0.5)]
    [InlineData(double.PositiveInfinity, 0.5)]
    [InlineData(1, double.NaN)]
    [InlineData(1, 1.5)]
    [InlineData(1, -0.5)]
    public void A_value_that_is_none_leads_to_refusal(double reward, double target) =>
        Assert.Equal(
            [RefusalReason.FaultyValues],
            Refusals(1000, (random, i) => i == 7 ? (reward, 0.5, target, 0) : (random.NextDouble(), 0.5, 0.5, 0)));

    [Fact]
    public void A_feature_that_is_no_number_leads_to_refusal()
    {
        var log = new PolicyLog(1);
        for (var i = 0; i < 200; i++)
        {
            log.Add(i % 2, 0.5, 0.5, [i == 3 ? double.NaN : 1], [1.0]);
        }
        Assert.Equal(RefusalReason.FaultyValues, Assert.Single(OffPolicyEvaluation.Evaluate(log).Refusals).Reason);
    }

    [Fact]
    public void Target_that_does_what_is_never_logged_leads_to_refusal() =>
        Assert.Contains(RefusalReason.Unsupported, Refusals(1000, static (random, _) => (random.NextDouble(), 0.5, 0.49, 0.02)));

    [Fact]
    public void Log_without_chance_leads_to_refusal_of_any_other_policy()
    {
        // Every decision was certain: what the target would do otherwise was never tried.
        Assert.Contains(RefusalReason.Unsupported, Refusals(1000, static (random, _) => (random.NextDouble(), 1, 0.9, 0)));
        Assert.Empty(Refusals(1000, static (random, _) => (random.NextDouble(), 1, 1, 0)));
    }

    [Fact]
    public void Policies_too_far_apart_lead_to_refusal() =>
        Assert.Contains(
            RefusalReason.EffectiveSampleTooSmall,
            Refusals(1000, static (random, i) => (random.NextDouble(), i % 50 == 0 ? 0.02 : 0.98, i % 50 == 0 ? 0.99 : 0.01, 0)));

    [Fact]
    public void Propensities_that_are_not_the_real_ones_lead_to_refusal()
    {
        // Half of the true 0.5 was written down for 20 % of the rows: the mean weight is 1.2.
        Assert.Equal(
            [RefusalReason.WeightsOff], Refusals(2000, static (random, i) => (random.NextDouble(), i % 5 == 0 ? 0.25 : 0.5, 0.5, 0)));
    }

    [Fact]
    public void Rewards_that_never_vary_lead_to_refusal() =>
        Assert.Equal([RefusalReason.ConstantRewards], Refusals(1000, static (_, _) => (0, 0.5, 0.5, 0)));

    private static RefusalReason[] Refusals(
        int rows, Func<Random, int, (double Reward, double Propensity, double Target, double Unsupported)> row)
    {
        var random = SeededRandom.Create(1);
        var log = new PolicyLog(0);
        for (var i = 0; i < rows; i++)
        {
            var (reward, propensity, target, unsupported) = row(random, i);
            log.Add(reward, propensity, target, unsupportedMass: unsupported);
        }
        var report = OffPolicyEvaluation.Evaluate(log, new OffPolicyOptions { Interval = IntervalMethod.Normal });
        Assert.Equal(report.IsRefused, report.Estimates.Count == 0);
        return [.. report.Refusals.Select(r => r.Reason)];
    }
}
