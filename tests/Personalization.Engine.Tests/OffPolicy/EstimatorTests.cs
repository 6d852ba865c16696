using Personalization.Engine.OffPolicy;

namespace Personalization.Engine.Tests.OffPolicy;

public sealed class EstimatorTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Estimates_are_those_of_the_formulas(int seed, bool binary)
    {
        var log = new SyntheticBandit(seed, curvature: 0.5, binary).Log(700, 9);
        var report = OffPolicyEvaluation.Evaluate(
            log, new OffPolicyOptions { WeightLimit = 1.5, Shrinkage = 3, Interval = IntervalMethod.Normal });
        foreach (var (estimator, expected) in PlainEstimates.Of(log, limit: 1.5, shrinkage: 3))
        {
            Assert.Equal(expected, report[estimator].Value, 1e-12);
        }
        Assert.Equal(8, report.Estimates.Count);
    }

    [Fact]
    public void Judging_the_logging_policy_itself_leads_to_the_mean_reward()
    {
        var log = new PolicyLog(1);
        var random = SeededRandom.Create(3);
        for (var i = 0; i < 500; i++)
        {
            var p = 0.1 + (0.9 * random.NextDouble());
            log.Add(random.NextDouble(), p, p, [1.0], [1.0]);
        }
        var report = OffPolicyEvaluation.Evaluate(log);
        foreach (var estimate in report.Estimates.Where(e =>
            e.Estimator is not (OffPolicyEstimator.DirectMethod or OffPolicyEstimator.OptimisticShrinkage)))
        {
            Assert.Equal(report.LoggedValue, estimate.Value, 1e-3);
        }
        Assert.Equal(500, report.Diagnostics.EffectiveSampleSize, 1e-9);
        Assert.Equal(1, report.Diagnostics.MeanWeight, 1e-12);
        Assert.InRange(Math.Abs(report.Comparison!.Difference), 0, 1e-3);
    }

    [Fact]
    public void More_rows_bring_every_estimate_to_the_true_value()
    {
        var bandit = new SyntheticBandit(4, curvature: 0, binary: true);
        var report = OffPolicyEvaluation.Evaluate(bandit.Log(100_000, 1), new OffPolicyOptions { Interval = IntervalMethod.Normal });
        foreach (var estimate in report.Estimates)
        {
            Assert.InRange(Math.Abs(estimate.Value - bandit.TrueValue), 0, 4 * estimate.StandardError);
            Assert.InRange(estimate.StandardError, 0, 0.008);
        }
        Assert.InRange(
            report.Comparison!.Difference - (bandit.TrueValue - bandit.LoggedValue), -4 * report.Comparison.StandardError,
            4 * report.Comparison.StandardError);
    }

    [Fact]
    public void A_model_that_explains_rewards_makes_the_doubly_robust_estimate_more_precise()
    {
        var report = OffPolicyEvaluation.Evaluate(
            new SyntheticBandit(5, curvature: 0).Log(5000, 1), new OffPolicyOptions { Interval = IntervalMethod.Normal });
        Assert.True(
            report[OffPolicyEstimator.DoublyRobust].StandardError < 0.9 * report[OffPolicyEstimator.ImportanceSampling].StandardError);
    }

    [Fact]
    public void No_row_takes_part_in_its_own_prediction()
    {
        var log = new PolicyLog(0);
        for (var i = 0; i < 50; i++)
        {
            log.Add(i == 17 ? 1000 : 0, 0.5, 0.5);
        }
        var model = CrossFittedRidge.Fit(log, folds: 5, penalty: 1, seed: 1);
        Assert.Equal(0, model.Logged[17], 1e-9);
        Assert.Contains(model.Logged, q => q > 1);
    }

    [Fact]
    public void Ten_times_the_rows_take_ten_times_the_memory()
    {
        // Anything kept of pairs of rows would take a hundred times as much.
        var (few, many) = (Allocated(1000), Allocated(10_000));
        Assert.InRange(many, few, 11 * few);

        static long Allocated(int rows)
        {
            var log = new SyntheticBandit(6, curvature: 0.2).Log(rows, 1);
            var options = new OffPolicyOptions { Interval = IntervalMethod.Normal };
            OffPolicyEvaluation.Evaluate(log, options);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.False(OffPolicyEvaluation.Evaluate(log, options).IsRefused);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void The_same_seed_leads_to_the_same_report_and_another_to_another()
    {
        var log = new SyntheticBandit(7, curvature: 0.2).Log(1000, 1);
        var (first, again, other) = (OffPolicyEvaluation.Evaluate(log), OffPolicyEvaluation.Evaluate(log),
            OffPolicyEvaluation.Evaluate(log, new OffPolicyOptions { Seed = 2 }));
        Assert.Equal(first.Estimates, again.Estimates);
        Assert.NotEqual(first.Estimates, other.Estimates);
    }
}
