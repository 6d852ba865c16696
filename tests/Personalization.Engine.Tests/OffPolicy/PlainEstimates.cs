using Personalization.Engine.Chance;
using Personalization.Engine.OffPolicy;

namespace Personalization.Engine.Tests.OffPolicy;

/// <summary>
/// The estimators straight from their formulas, row by row, with a model solved by Gauss-Jordan elimination: nothing is shared with the
/// product but the folds.
/// </summary>
internal static class PlainEstimates
{
    public static Dictionary<OffPolicyEstimator, double> Of(
        PolicyLog log, double limit, double shrinkage, int folds = 5, double penalty = 1, ulong seed = 1)
    {
        var n = log.Count;
        var chance = new RandomStream(seed);
        var part = Enumerable.Range(0, n).Select(_ => chance.NextInt(folds)).ToArray();
        var models = Enumerable.Range(0, folds).Select(k => Ridge(log, Enumerable.Range(0, n).Where(i => part[i] != k), penalty)).ToArray();
        double[] X(int i) => [1, .. log.LoggedFeatures(i)];
        double[] Z(int i) => [1, .. log.TargetFeatures(i)];
        double Dot(double[] a, double[] b) => a.Zip(b, (u, v) => u * v).Sum();
        double W(int i) => log.TargetProbabilities[i] / log.Propensities[i];
        double R(int i) => log.Rewards[i];
        double Q(int i) => Dot(X(i), models[part[i]]);
        double V(int i) => Dot(Z(i), models[part[i]]);
        double Mean(Func<int, double> term) => Enumerable.Range(0, n).Sum(term) / n;
        return new()
        {
            [OffPolicyEstimator.ImportanceSampling] = Mean(i => W(i) * R(i)),
            [OffPolicyEstimator.SelfNormalized] = Mean(i => W(i) * R(i)) / Mean(W),
            [OffPolicyEstimator.Clipped] = Mean(i => Math.Min(W(i), limit) * R(i)),
            [OffPolicyEstimator.DirectMethod] = Mean(V),
            [OffPolicyEstimator.DoublyRobust] = Mean(i => V(i) + (W(i) * (R(i) - Q(i)))),
            [OffPolicyEstimator.SelfNormalizedDoublyRobust] = Mean(V) + (Mean(i => W(i) * (R(i) - Q(i))) / Mean(W)),
            [OffPolicyEstimator.SwitchDoublyRobust] = Mean(i => V(i) + (W(i) <= limit ? W(i) * (R(i) - Q(i)) : 0)),
            [OffPolicyEstimator.OptimisticShrinkage] = Mean(i => V(i) + (shrinkage * W(i) / ((W(i) * W(i)) + shrinkage) * (R(i) - Q(i)))),
        };
    }

    private static double[] Ridge(PolicyLog log, IEnumerable<int> rows, double penalty)
    {
        var d = log.FeatureCount + 1;
        var system = new double[d, d + 1];
        foreach (var i in rows)
        {
            double[] x = [1, .. log.LoggedFeatures(i)];
            for (var j = 0; j < d; j++)
            {
                for (var k = 0; k < d; k++)
                {
                    system[j, k] += x[j] * x[k];
                }
                system[j, d] += x[j] * log.Rewards[i];
            }
        }
        for (var j = 0; j < d; j++)
        {
            system[j, j] += j == 0 ? 1e-9 : penalty;
        }
        for (var j = 0; j < d; j++)
        {
            var pivot = Enumerable.Range(j, d - j).MaxBy(row => Math.Abs(system[row, j]));
            for (var k = 0; k <= d; k++)
            {
                (system[j, k], system[pivot, k]) = (system[pivot, k], system[j, k]);
            }
            for (var row = 0; row < d; row++)
            {
                var factor = system[row, j] / system[j, j];
                for (var k = j; k <= d && row != j; k++)
                {
                    system[row, k] -= factor * system[j, k];
                }
            }
        }
        return [.. Enumerable.Range(0, d).Select(j => system[j, d] / system[j, j])];
    }
}
