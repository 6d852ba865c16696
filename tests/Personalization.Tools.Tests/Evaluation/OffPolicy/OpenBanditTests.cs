using Personalization.Engine.OffPolicy;
using Personalization.Tests.Shared;
using Personalization.Tools.Evaluation.OffPolicy;

namespace Personalization.Tools.Tests.Evaluation.OffPolicy;

/// <summary>
/// Real logs with known propensities. The values were computed by <c>reference.py</c> beside this file, with numpy 1.24.2 and straight from
/// the formulas.
/// </summary>
public sealed class OpenBanditTests
{
    [Theory]
    [InlineData(
        "men", "random", "bts", 2939.11913829393, 0.991179104407091, 0.00568865356775604, 0.005739279149916, 0.00568865356775604,
        0.00582802789014036, 0.00580553311920271, 0.00580533292932285, 0.00580553311920271, 0.00589126042101036, 0.00139327500039174)]
    [InlineData(
        "men", "bts", "random", 655.709849587327, 0.943313625749233, 0.00300862632725648, 0.0031894231622774, 0.00300862632725648,
        0.00358649724494673, 0.00306998034898612, 0.00303894139304184, 0.00310836389220254, 0.00355288253474186, 0.000787267382575417)]
    [InlineData(
        "women", "random", "bts", 3612.75958434476, 0.995526439541202, 0.00572467274433324, 0.00575039749519009, 0.00572467274433324,
        0.00582605228147327, 0.00582828940183594, 0.00582829945470124, 0.00582828940183594, 0.00583313639406174, 0.001210948789133)]
    public void Estimates_are_those_of_an_independent_computation(
        string campaign, string logging, string target, double effective, double weight, double ips, double snips, double clipped,
        double direct, double robust, double normalized, double switched, double shrunk, double error)
    {
        var report = OffPolicyEvaluation.Evaluate(
            Log(campaign, logging, target), new OffPolicyOptions { Interval = IntervalMethod.Normal, Shrinkage = 100 });
        Assert.Equal(effective, report.Diagnostics.EffectiveSampleSize, 1e-6);
        Assert.Equal(weight, report.Diagnostics.MeanWeight, 1e-9);
        double[] expected = [ips, snips, clipped, direct, robust, normalized, switched, shrunk];
        foreach (var estimate in report.Estimates)
        {
            Assert.Equal(expected[(int)estimate.Estimator], estimate.Value, 1e-9);
        }
        Assert.Equal(error, report[OffPolicyEstimator.DoublyRobust].StandardError, 1e-9);
    }

    [Fact]
    public void Women_thompson_to_random_is_refused_for_its_effective_sample_of_two()
    {
        var report = OffPolicyEvaluation.Evaluate(Log("women", "bts", "random"));
        Assert.Equal(2.07782269248369, report.Diagnostics.EffectiveSampleSize, 1e-9);
        Assert.Contains(
            report.Refusals,
            r => r.Reason == RefusalReason.EffectiveSampleTooSmall && r.Text.Contains("as 2.1 rows", StringComparison.Ordinal));
        Assert.Empty(report.Estimates);
    }

    [Theory]
    [InlineData("men", "random", "bts", 0.0069)]
    [InlineData("women", "random", "bts", 0.0046)]
    [InlineData("men", "bts", "random", 0.0046)]
    public void Interval_from_the_other_log_holds_the_click_rate_of_the_policys_own(
        string campaign, string logging, string target, double own)
    {
        var report = OffPolicyEvaluation.Evaluate(Log(campaign, logging, target));
        // The own click rate is known to ± .0007 to .0008; both are within 95 % of what they say.
        var (difference, error) =
            (report[OffPolicyEstimator.DoublyRobust].Value - own, report[OffPolicyEstimator.DoublyRobust].StandardError);
        Assert.InRange(
            difference, -1.96 * Math.Sqrt((error * error) + 0.0008 * 0.0008), 1.96 * Math.Sqrt((error * error) + 0.0008 * 0.0008));
    }

    private static PolicyLog Log(string campaign, string logging, string target)
    {
        var root = DataSets.Folder("open-bandit-dataset");
        var rows = OpenBanditFolder.Read(Path.Combine(root, logging, campaign));
        var own = OpenBanditFolder.Read(Path.Combine(root, target, campaign));
        var items = rows.Concat(own).Max(r => r.Item) + 1;
        return OpenBanditLog.Create(rows, OpenBanditPolicy.Estimate(own, items, 3), items, 3);
    }
}
