using Personalization.Engine.Bandits;
using Personalization.Engine.Binary;
using Personalization.Engine.Chance;

namespace Personalization.Engine.Tests.Bandits;

public sealed class ContextualTests
{
    private const int Features = 6;
    private static readonly string[] Arms = ["a", "b", "c"];

    public static TheoryData<string> Learners => ["linear", "logistic", "adaptive", "hybrid", "bagging", "cover", "arms"];

    [Theory]
    [MemberData(nameof(Learners))]
    public void Learned_choices_beat_uniform_ones_by_far_and_have_exact_propensities(string name)
    {
        if (name == "arms")
        {
            // Without context there is nothing to learn here: each arm is right in a third of the contexts.
            Assert.InRange(MeanReward(Create(name), 600), 0.2, 0.5);
            return;
        }
        Assert.InRange(MeanReward(Create(name), 600), 0.65, 1);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Arms_may_come_and_go(string name)
    {
        var learner = Create(name);
        MeanReward(learner, 60);
        var selector = learner.Publish();
        Span<double> p = stackalloc double[4];
        double[] x = [0.9, 0.1, 0.2, 0.5, 0.5, 0.5];
        selector.Probabilities(
            x, [selector.IndexOf("b"), selector.IndexOf("nobody knows"), selector.IndexOf("c"), selector.IndexOf("nor this")], p);
        Assert.Equal(1, p.ToArray().Sum(), 9);
        Assert.Equal(-1, selector.IndexOf("nobody knows"));
        // Those that nobody knows are alike.
        Assert.Equal(p[1], p[3], 9);
        selector.Probabilities(x, [selector.IndexOf("c")], p);
        Assert.Equal(1, p[0], 12);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Numbers_that_are_none_are_refused_by_name_and_change_nothing(string name)
    {
        var learner = Create(name);
        MeanReward(learner, 20);
        var before = Judge(learner);
        double[] spoilt = [0.1, 0.2, double.NaN, 0.4, 0.5, 0.6];
        double[] infinite = [0.1, 0.2, 0.3, 0.4, 0.5, double.PositiveInfinity];
        Assert.Contains(
            "features[2]", Assert.Throws<ArgumentException>(() => learner.Observe(new("a", spoilt, 1))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "features[5]", Assert.Throws<ArgumentException>(() => learner.Publish().Choose(infinite, [0, 1], 1, new double[2])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "features", Assert.Throws<ArgumentException>(() => learner.Observe(new("a", [0.5], 1))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "reward", Assert.ThrowsAny<ArgumentException>(() => learner.Observe(new("a", new double[Features], double.NaN))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "propensity",
            Assert.ThrowsAny<ArgumentException>(() => learner.Observe(new("a", new double[Features], 1) { Propensity = 0 })).Message,
            StringComparison.Ordinal);
        Assert.Contains("weight", Assert.ThrowsAny<ArgumentException>(() =>
            learner.Observe(new("a", new double[Features], 1) { Weight = double.NegativeInfinity })).Message, StringComparison.Ordinal);
        Assert.Equal(before, Judge(learner));
    }

    [Fact]
    public void Interactions_are_found_where_a_linear_model_is_blind()
    {
        var (adaptive, linear) = (new AdaptiveLearner(2), new LinearLearner(2, new SoftUcbPolicy()));
        var (found, blind) = (Xor(adaptive), Xor(linear));
        Assert.True(found > 0.85 && blind < 0.7, $"{found} and {blind}");
        Assert.True(adaptive.Publish().UsesInteractions);
    }

    [Fact]
    public void Interactions_that_foretell_nothing_get_no_weight()
    {
        // One feature alone decides, with much noise; 30 features have 465 products to be misled by.
        var learner = new AdaptiveLearner(30);
        var random = SeededRandom.Create(3);
        for (var t = 0; t < 700; t++)
        {
            var x = Brute.Features(random, 30);
            learner.Observe(new(t % 2 == 0 ? "a" : "b", x, random.NextDouble() < (t % 2 == 0 ? x[0] : 1 - x[0]) ? 1 : 0));
        }
        var shares = learner.Publish().Shares;
        Assert.True(shares[0] + shares[1] > 0.9, string.Join(" ", shares.ToArray()));
    }

    [Fact]
    public void Rewards_may_come_late_in_any_order_or_never()
    {
        var (inOrder, shuffled) = (new LinearLearner(Features, new UcbPolicy()), new LinearLearner(Features, new UcbPolicy()));
        var log = Log(300, 4).Where((_, t) => t % 5 != 0).ToArray();
        var late = log.ToArray();
        SeededRandom.Create(1).Shuffle(late);
        Feed(inOrder, log);
        Feed(shuffled, late);
        AssertClose(Judge(inOrder), Judge(shuffled), 9);
    }

    [Fact]
    public void A_warm_start_from_logged_decisions_equals_having_learned_them_with_clipped_weights()
    {
        Assert.Equal(4, LoggedWeight.Of(0.25), 12);
        Assert.Equal(10, LoggedWeight.Of(0.001), 12);
        var learner = new LinearLearner(Features, new GreedyPolicy());
        // The logged policy chose "a" wherever it is wrong nine times out of ten; weighted, all arms count as if chosen evenly.
        foreach (var (arm, x, reward) in Log(900, 11))
        {
            learner.Observe(new(arm, x, reward) { Weight = LoggedWeight.Of(arm == "a" ? 0.8 : 0.1) });
        }
        Assert.InRange(MeanReward(learner, 200), 0.75, 1);
    }

    [Fact]
    public void A_discounted_bandit_follows_a_change_sooner()
    {
        double After(Action<AdaptiveLearner> eachRound)
        {
            var learner = new AdaptiveLearner(1);
            var right = 0;
            for (var t = 0; t < 600; t++)
            {
                var arm = learner.Publish();
                var choice = arm.Choose([0.5], [arm.IndexOf("a"), arm.IndexOf("b")], RandomBits.Mix((ulong)t), new double[2]);
                var pays = t < 300 ? 0 : 1;
                learner.Observe(new(choice.Index == 0 ? "a" : "b", [0.5], choice.Index == pays ? 1 : 0));
                right += t >= 300 && choice.Index == pays ? 1 : 0;
                eachRound(learner);
            }
            return right / 300.0;
        }
        var factor = Discounting.Factor(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        var (forgetting, remembering) = (After(l => l.Discount(factor)), After(static _ => { }));
        Assert.True(forgetting > 0.6 && forgetting > remembering + 0.15, $"{forgetting} and {remembering}");
    }

    [Fact]
    public void A_published_snapshot_stays_as_it_was_while_learning_goes_on()
    {
        var learner = new AdaptiveLearner(Features);
        Feed(learner, Log(100, 1));
        var snapshot = learner.Publish();
        var before = Probabilities(snapshot);
        Feed(learner, Log(500, 2));
        learner.Forget("a");
        learner.Publish();
        Assert.Equal(before, Probabilities(snapshot));
        Assert.Equal(-1, learner.Publish().IndexOf("a"));
    }

    [Fact]
    public void Statistics_survive_storage_bit_by_bit()
    {
        var learner = new AdaptiveLearner(Features);
        Feed(learner, Log(150, 6));
        var writer = new ByteWriter();
        learner.Statistics.Write(writer);
        var bytes = writer.ToArray();
        var reader = new ByteReader(bytes);
        var restored = new AdaptiveLearner(Features);
        restored.Load(AdaptiveStatistics.Read(ref reader));
        Assert.True(reader.AtEnd);
        AssertClose(Judge(learner), Judge(restored), 9);
        writer.Clear();
        restored.Statistics.Write(writer);
        Assert.Equal(bytes, writer.ToArray());
        Assert.Throws<ArgumentException>(() => new AdaptiveLearner(Features + 1).Load(restored.Statistics));
    }

    internal static IContextualLearner Create(string name) => name switch
    {
        "linear" => new LinearLearner(Features, new UcbPolicy(0.5)),
        "logistic" => new LinearLearner(Features, new ThompsonPolicy(0.3), new LinearOptions { Link = ModelLink.Logistic }),
        "adaptive" => new AdaptiveLearner(Features),
        "hybrid" => new HybridLearner(Features, new UcbPolicy(0.5)),
        "bagging" => new BaggingLearner(Features),
        "cover" => new CoverLearner(Features),
        "arms" => new ArmLearner(Features, new BetaThompsonPolicy()),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    // The arm of the largest of the first three features is right.
    internal static int Right(double[] x) => x[0] > x[1] ? (x[0] > x[2] ? 0 : 2) : x[1] > x[2] ? 1 : 2;

    internal static (string Arm, double[] X, double Reward)[] Log(int count, int seed)
    {
        var random = SeededRandom.Create(seed);
        var log = new (string, double[], double)[count];
        for (var t = 0; t < count; t++)
        {
            var (x, arm) = (Brute.Features(random, Features), random.Next(3));
            log[t] = (Arms[arm], x, Right(x) == arm ? 1 : 0);
        }
        return log;
    }

    internal static void Feed(IContextualLearner learner, IEnumerable<(string Arm, double[] X, double Reward)> log)
    {
        foreach (var (arm, x, reward) in log)
        {
            learner.Observe(new(arm, x, reward)
            {
                DecisionHash = (ulong)BitConverter.DoubleToInt64Bits(x[0]),
                Propensity = 1.0 / 3,
                Available = Arms
            });
        }
    }

    internal static double[] Judge(IContextualLearner learner)
    {
        var selector = learner.Publish();
        var (means, deviations) = (new double[3], new double[3]);
        double[] x = [0.3, 0.6, 0.1, 0.5, 0.2, 0.9];
        int[] arms = [selector.IndexOf("a"), selector.IndexOf("b"), selector.IndexOf("c")];
        switch (selector)
        {
            case LinearSnapshot linear:
                linear.Judge(x, arms, means, deviations);
                break;
            case AdaptiveSnapshot adaptive:
                adaptive.Judge(x, arms, means, deviations);
                break;
            case HybridSnapshot hybrid:
                hybrid.Judge(x, arms, means, deviations);
                break;
            default:
                selector.Probabilities(x, arms, means);
                break;
        }
        return [.. means, .. deviations];
    }

    internal static void AssertClose(double[] expected, double[] actual, int digits)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], digits);
        }
    }

    private static double[] Probabilities(AdaptiveSnapshot selector)
    {
        var p = new double[3];
        selector.Probabilities([0.3, 0.6, 0.1, 0.5, 0.2, 0.9], [selector.IndexOf("a"), selector.IndexOf("b"), selector.IndexOf("c")], p);
        return p;
    }

    private static double MeanReward(IContextualLearner learner, int rounds)
    {
        var random = SeededRandom.Create(8);
        var p = new double[3];
        var sum = 0.0;
        for (var t = 0; t < rounds; t++)
        {
            var x = Brute.Features(random, Features);
            var selector = learner.Publish();
            var choice = selector.Choose(
                x, [selector.IndexOf("a"), selector.IndexOf("b"), selector.IndexOf("c")], RandomBits.Mix((ulong)t), p);
            Assert.Equal(1, p.Sum(), 9);
            Assert.Equal(p[choice.Index], choice.Propensity);
            var reward = choice.Index == Right(x) ? 1 : 0;
            sum += t >= rounds / 2 ? reward : 0;
            learner.Observe(new(Arms[choice.Index], x, reward)
            {
                DecisionHash = RandomBits.Mix((ulong)t),
                Propensity = choice.Propensity,
                Available = Arms
            });
        }
        return sum / (rounds - (rounds / 2));
    }

    private static double Xor(IContextualLearner learner)
    {
        var random = SeededRandom.Create(2);
        var right = 0;
        for (var t = 0; t < 800; t++)
        {
            double[] x = [random.Next(2), random.Next(2)];
            var selector = learner.Publish();
            var choice = selector.Choose(
                x, [selector.IndexOf("same"), selector.IndexOf("different")], RandomBits.Mix((ulong)t), new double[2]);
            var reward = (x[0] == x[1]) == (choice.Index == 0) ? 1 : 0;
            right += reward;
            learner.Observe(new(choice.Index == 0 ? "same" : "different", x, reward));
        }
        return right / 800.0;
    }
}
