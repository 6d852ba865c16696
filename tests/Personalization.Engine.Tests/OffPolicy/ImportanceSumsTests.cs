using Personalization.Engine.OffPolicy;

namespace Personalization.Engine.Tests.OffPolicy;

public sealed class ImportanceSumsTests
{
    [Fact]
    public void Merged_parts_equal_the_whole_and_the_whole_equals_the_columns()
    {
        var log = new SyntheticBandit(1, curvature: 0.5).Log(3000, 2);
        var (whole, left, right) = (new ImportanceSums(), new ImportanceSums(), new ImportanceSums());
        for (var i = 0; i < log.Count; i++)
        {
            foreach (var sums in (ImportanceSums[])[whole, i % 3 == 0 ? left : right])
            {
                sums.Add(log.Rewards[i], log.Propensities[i], log.TargetProbabilities[i]);
            }
        }
        left.Merge(right);
        var report = OffPolicyEvaluation.Evaluate(log, new OffPolicyOptions { Interval = IntervalMethod.Normal });
        foreach (var sums in (ImportanceSums[])[whole, left])
        {
            Assert.Equal(report[OffPolicyEstimator.ImportanceSampling].Value, sums.ImportanceSampling, 1e-12);
            Assert.Equal(report[OffPolicyEstimator.ImportanceSampling].StandardError, sums.ImportanceSamplingError, 1e-12);
            Assert.Equal(report[OffPolicyEstimator.SelfNormalized].Value, sums.SelfNormalized, 1e-12);
            // The two differ by the n − 1 of a sample's variance.
            Assert.Equal(
                report[OffPolicyEstimator.SelfNormalized].StandardError, sums.SelfNormalizedError * Math.Sqrt(3000 / 2999.0), 1e-12);
            Assert.Equal(report[OffPolicyEstimator.ImportanceSampling].EffectiveSampleSize, sums.Diagnostics().EffectiveSampleSize, 1e-8);
        }
    }

    [Fact]
    public void Effective_sample_size_is_that_of_kish()
    {
        var sums = new ImportanceSums();
        double[] weights = [0.5, 1, 1.5, 4];
        foreach (var w in weights)
        {
            sums.Add(1, 0.2, w * 0.2);
        }
        Assert.Equal(49 / 19.5, sums.Diagnostics().EffectiveSampleSize, 1e-12);
        Assert.Equal(4, sums.Diagnostics().LargestWeight, 1e-12);
        Assert.Equal(1.75, sums.Diagnostics().MeanWeight, 1e-12);
    }
}
