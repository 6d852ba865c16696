using Personalization.Engine.Reinforcement;

namespace Personalization.Engine.Tests.Reinforcement;

public sealed class RolloutTests
{
    [Fact]
    public void Advantages_are_the_discounted_sums_of_surprises_within_an_episode()
    {
        var rollout = new Rollout(1, 1, 4);
        double[] rewards = [1, 2, 3, 4], values = [0.5, 0.25, 1, 2], next = [0.25, 0, 2, 5];
        for (var t = 0; t < 4; t++)
        {
            (rollout.Rewards[t], rollout.Values[t], rollout.NextValues[t], rollout.IsLast[t]) = (rewards[t], values[t], next[t], t == 1);
        }
        rollout.Judge(discount: 0.9, trace: 0.5);
        var surprise = Enumerable.Range(0, 4).Select(t => rewards[t] + (0.9 * next[t]) - values[t]).ToArray();
        double[] advantages = [surprise[0] + (0.45 * surprise[1]), surprise[1], surprise[2] + (0.45 * surprise[3]), surprise[3]];
        Assert.Equal(advantages.Zip(values, (a, v) => a + v), rollout.Returns, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(0, rollout.Advantages.Sum(), 1e-9);
    }
}
