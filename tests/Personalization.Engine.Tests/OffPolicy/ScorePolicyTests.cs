using Personalization.Engine.OffPolicy;

namespace Personalization.Engine.Tests.OffPolicy;

public sealed class ScorePolicyTests
{
    [Fact]
    public void Each_policy_has_its_probabilities()
    {
        Assert.Equal([0.25, 0.25, 0.25, 0.25], Of(new ScorePolicy(ScorePolicyKind.Uniform), 3, 1, 2, 3));
        Assert.Equal([0.5, 0, 0, 0.5], Of(new ScorePolicy(ScorePolicyKind.Greedy), 3, 1, 2, 3));
        Assert.Equal([0.05, 0.85, 0.05, 0.05], Of(new ScorePolicy(ScorePolicyKind.EpsilonGreedy, 0.2), 1, 9, 2, 3));
        var soft = Of(new ScorePolicy(ScorePolicyKind.Softmax, 0.5), 1000, 1001);
        Assert.Equal(Math.Exp(2), soft[1] / soft[0], 1e-12);
    }

    [Fact]
    public void Probabilities_add_up_to_one()
    {
        var random = SeededRandom.Create(1);
        foreach (var kind in Enum.GetValues<ScorePolicyKind>())
        {
            for (var trial = 0; trial < 200; trial++)
            {
                var scores = Enumerable.Range(0, 1 + random.Next(20)).Select(_ => Math.Round(10 * random.NextDouble())).ToArray();
                Assert.Equal(1, Of(new ScorePolicy(kind, 0.3), scores).Sum(), 1e-12);
            }
        }
    }

    private static double[] Of(ScorePolicy policy, params double[] scores)
    {
        var probabilities = new double[scores.Length];
        policy.Probabilities(scores, probabilities);
        return [.. probabilities.Select(p => Math.Round(p, 15))];
    }
}
