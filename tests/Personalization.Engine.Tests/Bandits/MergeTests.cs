using Personalization.Engine.Bandits;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Tests.Bandits;

/// <summary>Learning on several nodes whose sums are merged equals learning on one, to 1e-9.</summary>
public sealed class MergeTests
{
    private const int Nodes = 4;

    [Fact]
    public void Linear_models_of_shards_equal_those_of_one_node()
    {
        var (one, merged) = (new LinearLearner(6, new UcbPolicy()), new LinearLearner(6, new UcbPolicy()));
        var log = ContextualTests.Log(600, 1);
        ContextualTests.Feed(one, log);
        foreach (var shard in Shards(log))
        {
            var node = new LinearLearner(6, new UcbPolicy());
            ContextualTests.Feed(node, shard);
            merged.Merge(Stored(node.Statistics));
        }
        ContextualTests.AssertClose(ContextualTests.Judge(one), ContextualTests.Judge(merged), 9);
    }

    [Fact]
    public void Logistic_models_of_shards_equal_those_of_one_node_when_all_start_from_the_same_estimate()
    {
        // Each node linearizes at what was published; within one epoch that is the prior here, so one observation of an arm a node.
        var options = new LinearOptions { Link = ModelLink.Logistic };
        var (one, merged) = (new ModelStatistics(7), new LinearLearner(6, new ThompsonPolicy(), options));
        foreach (var (arm, x, reward) in ContextualTests.Log(30, 2))
        {
            var node = new LinearLearner(6, new ThompsonPolicy(), options);
            node.Observe(new(arm, x, reward));
            one.Merge(node.Statistics);
            merged.Merge(Stored(node.Statistics));
        }
        var all = new LinearLearner(6, new ThompsonPolicy(), options);
        all.Load(one);
        ContextualTests.AssertClose(ContextualTests.Judge(all), ContextualTests.Judge(merged), 9);
        // r = 1 at logit 0 is the working response 0 + (1 − 1/2) / (1/4) = 2 with weight 1/4.
        Assert.Equal((2, 0.25), LinearLearner.WorkingResponse(0, 1, 1));
    }

    [Fact]
    public void Hybrid_models_of_shards_equal_those_of_one_node_and_the_direct_solution()
    {
        var (one, merged) = (new HybridLearner(6, new UcbPolicy()), new HybridLearner(6, new UcbPolicy()));
        var log = ContextualTests.Log(400, 3);
        ContextualTests.Feed(one, log);
        foreach (var shard in Shards(log))
        {
            var node = new HybridLearner(6, new UcbPolicy());
            ContextualTests.Feed(node, shard);
            var writer = new ByteWriter();
            node.Statistics.Write(writer);
            var reader = new ByteReader(writer.Written);
            merged.Merge(HybridStatistics.Read(ref reader));
        }
        var judged = ContextualTests.Judge(merged);
        ContextualTests.AssertClose(ContextualTests.Judge(one), judged, 9);
        AssertHybridIsJoint(log, judged);
    }

    [Fact]
    public void Bagging_resamples_alike_on_all_nodes()
    {
        var (one, merged) = (new BaggingLearner(6), new BaggingLearner(6));
        var log = ContextualTests.Log(300, 4);
        ContextualTests.Feed(one, log);
        foreach (var shard in Shards(log))
        {
            var node = new BaggingLearner(6);
            ContextualTests.Feed(node, shard);
            for (var m = 0; m < node.Members.Count; m++)
            {
                merged.Members[m].Merge(node.Members[m].Statistics);
            }
        }
        Assert.Equal(ContextualTests.Judge(one), ContextualTests.Judge(merged));
        for (var m = 0; m < one.Members.Count; m++)
        {
            ContextualTests.AssertClose(ContextualTests.Judge(one.Members[m]), ContextualTests.Judge(merged.Members[m]), 9);
        }
        // The quantile's mean is 1.
        Assert.Equal(1, Enumerable.Range(0, 100_000).Average(i => BaggingLearner.Poisson((i + 0.5) / 100_000)), 3);
    }

    [Fact]
    public void The_default_bandit_on_several_nodes_equals_one_that_published_at_the_same_moments()
    {
        var (one, hub) = (new AdaptiveLearner(6), new AdaptiveLearner(6));
        for (var epoch = 0; epoch < 6; epoch++)
        {
            var log = ContextualTests.Log(120, 10 + epoch);
            var whole = one.Publish();
            var gathered = whole.EmptyStatistics();
            foreach (var (arm, x, reward) in log)
            {
                gathered.Observe(whole, new(arm, x, reward));
            }
            one.Merge(gathered);
            var published = hub.Publish();
            foreach (var shard in Shards(log))
            {
                var node = published.EmptyStatistics();
                foreach (var (arm, x, reward) in shard)
                {
                    node.Observe(published, new(arm, x, reward));
                }
                var writer = new ByteWriter();
                node.Write(writer);
                var reader = new ByteReader(writer.Written);
                hub.Merge(AdaptiveStatistics.Read(ref reader));
            }
            ContextualTests.AssertClose(ContextualTests.Judge(one), ContextualTests.Judge(hub), 9);
            ContextualTests.AssertClose(one.Publish().Shares.ToArray(), hub.Publish().Shares.ToArray(), 9);
        }
        Assert.Equal(720, hub.Statistics.Forecasts, 9);
    }

    [Fact]
    public void The_default_bandit_learning_one_by_one_equals_one_that_gathers_and_publishes_each_time()
    {
        var (direct, gathering) = (new AdaptiveLearner(6), new AdaptiveLearner(6));
        foreach (var (arm, x, reward) in ContextualTests.Log(150, 30))
        {
            direct.Observe(new(arm, x, reward));
            var published = gathering.Publish();
            var single = published.EmptyStatistics();
            single.Observe(published, new(arm, x, reward));
            gathering.Merge(single);
        }
        ContextualTests.AssertClose(direct.Statistics.Losses.ToArray(), gathering.Statistics.Losses.ToArray(), 7);
        ContextualTests.AssertClose(ContextualTests.Judge(direct), ContextualTests.Judge(gathering), 7);
    }

    private static IEnumerable<(string Arm, double[] X, double Reward)[]> Shards((string Arm, double[] X, double Reward)[] log) =>
        Enumerable.Range(0, Nodes).Select(node => log.Where((_, t) => (t * 7) % 11 % Nodes == node).ToArray());

    private static ModelStatistics Stored(ModelStatistics statistics)
    {
        var writer = new ByteWriter();
        statistics.Write(writer);
        var reader = new ByteReader(writer.Written);
        return ModelStatistics.Read(ref reader);
    }

    // One ridge regression on the shared features and a block for each arm is the same model.
    private static void AssertHybridIsJoint((string Arm, double[] X, double Reward)[] log, double[] judged)
    {
        static double[] Joint(double[] x, int arm)
        {
            var joint = new double[28];
            Brute.Padded(x)[..7].CopyTo(joint, 0);
            Brute.Padded(x)[..7].CopyTo(joint, 7 * (arm + 1));
            return joint;
        }
        var (a, b) = Brute.Normal([.. log.Select(o => (Joint(o.X, o.Arm[0] - 'a'), o.Reward, 1.0))], 28, 1);
        var weights = Brute.Solve(a, b);
        var squares = log.Sum(o => o.Reward * o.Reward) - Brute.Dot(b, weights);
        var noise = Math.Sqrt((squares + 0.5) / (log.Length + 2));
        double[] probe = [0.3, 0.6, 0.1, 0.5, 0.2, 0.9];
        for (var arm = 0; arm < 3; arm++)
        {
            var x = Joint(probe, arm);
            Assert.Equal(Brute.Dot(x, weights), judged[arm], 9);
            Assert.Equal(noise * Math.Sqrt(Brute.Dot(x, Brute.Solve(a, x))), judged[3 + arm], 9);
        }
    }
}
