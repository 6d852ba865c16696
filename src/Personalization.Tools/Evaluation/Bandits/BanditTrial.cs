using System.Diagnostics;
using Personalization.Engine.Bandits;
using Personalization.Engine.Chance;

namespace Personalization.Tools.Evaluation.Bandits;

/// <summary>
/// One policy on one shuffle of one set: it chooses for each row, sees only whether its choice was right, and learns from that before the
/// next row.
/// </summary>
internal static class BanditTrial
{
    /// <summary>Runs the policy.</summary>
    /// <param name="set">The set.</param>
    /// <param name="policy">One of <see cref="BanditLineup.Names"/>.</param>
    /// <param name="shuffle">Which shuffle: rows come in the same order for all policies.</param>
    /// <param name="rows">The most rows to go through.</param>
    /// <param name="seed">Of all chance.</param>
    /// <returns>The mean reward over the rows, and the time a row took.</returns>
    public static TrialResult Run(ClassificationSet set, string policy, int shuffle, int rows, ulong seed)
    {
        var order = Shuffle(set.Rows.Length, RandomBits.Mix(seed ^ RandomBits.Mix((ulong)shuffle)));
        var chance = RandomBits.Mix(
            seed ^ RandomBits.Mix((ulong)shuffle ^ 0x9e3779b97f4a7c15) ^ (ulong)(BanditLineup.Names.ToList().IndexOf(policy) + 1));
        var learner = BanditLineup.Create(policy, set.Features);
        var arms = new int[set.Arms.Length];
        var probabilities = new double[set.Arms.Length];
        var length = Math.Min(rows, order.Length);
        var right = 0;
        var start = Stopwatch.GetTimestamp();
        for (var t = 0; t < length; t++)
        {
            var row = order[t];
            var bits = RandomBits.Mix(chance + (ulong)t);
            var selector = learner.Publish();
            for (var a = 0; a < arms.Length; a++)
            {
                arms[a] = selector.IndexOf(set.Arms[a]);
            }
            var choice = selector.Choose(set.Rows[row], arms, bits, probabilities);
            var reward = choice.Index == set.Classes[row] ? 1 : 0;
            right += reward;
            learner.Observe(new BanditObservation(set.Arms[choice.Index], set.Rows[row], reward)
            {
                Propensity = choice.Propensity,
                DecisionHash = RandomBits.Mix(bits),
                Available = set.Arms,
            });
        }
        return new TrialResult((double)right / length, Stopwatch.GetElapsedTime(start) / length);
    }

    // Fisher and Yates, with a stream of its own.
    private static int[] Shuffle(int count, ulong seed)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = (int)(RandomBits.Mix(seed + (ulong)i) % (ulong)(i + 1));
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
