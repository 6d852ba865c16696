using Personalization.Contracts.Bandits;
using Personalization.Engine.Bandits;
using Personalization.Engine.Binary;
using Personalization.Engine.Chance;
using Personalization.Engine.Learning;

namespace Personalization.Engine.Tests.Learning;

public sealed class PlacementBanditTests
{
    private const long Day = 86_400_000;
    private static readonly string[] s_items = ["a", "b", "c"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Observations_in_any_order_count_as_much_as_their_age_says(int seed)
    {
        var random = new Random(seed);
        var observations = Enumerable.Range(0, 300)
            .Select(_ => (At: random.NextInt64(20_000 * Day, 20_100 * Day), Score: random.NextDouble(), Reward: random.NextDouble()))
            .ToArray();
        var newest = observations.Max(static o => o.At);

        // Ridge regression of the rewards on (1, score), each observation with weight 2^(-steps / 16), solved by hand.
        var (n, x, xx, y, xy) = (1.0, 0.0, 1.0, 0.0, 0.0);
        foreach (var o in observations)
        {
            const double step = 10 * Day / 16.0;
            var weight = Math.Pow(2, (Math.Floor(o.At / step) - Math.Floor(newest / step)) / 16);
            var score = (double)(float)o.Score;
            (n, x, xx, y, xy) = (n + weight, x + (weight * score), xx + (weight * score * score), y + (weight * o.Reward),
                xy + (weight * score * o.Reward));
        }
        var determinant = (n * xx) - (x * x);
        for (var round = 0; round < 3; round++)
        {
            random.Shuffle(observations);
            var bandit = new PlacementBandit(new BanditOptions { HalfLife = TimeSpan.FromDays(10) });
            foreach (var o in observations)
            {
                bandit.Learn(Choice("a", o.At) with { Score = (float)o.Score }, o.Reward);
            }
            bandit.Publish();
            Assert.Equal(((y * xx) - (x * xy)) / determinant, bandit.Published.Base, 1e-9);
            Assert.Equal(((n * xy) - (x * y)) / determinant, bandit.Published.Slope, 1e-9);
            Assert.Equal(observations.Length, bandit.Published.Observations);
        }
    }

    [Fact]
    public void Choices_that_count_as_uniform_are_the_explored_share_and_each_item_is_equally_likely_among_them()
    {
        const int rounds = 100_000;
        const double exploration = 0.3;
        var experiments = new ExperimentReadModel(new BanditOptions());
        var uniform = new int[3];
        for (var i = 0; i < rounds; i++)
        {
            var choice = new PlacementChoice(
                "hero", ChoicePolicies.Adaptive, experiments.Bandit("hero"), exploration, RandomBits.Mix((ulong)i));
            choice.Choose(s_items, [1, 0.5, 0.1]);
            if (choice.IsUniform)
            {
                uniform[choice.Index]++;
            }
        }
        // Six standard deviations.
        Assert.InRange(
            uniform.Sum(), (rounds * exploration) - (6 * Math.Sqrt(rounds * 0.21)),
            (rounds * exploration) + (6 * Math.Sqrt(rounds * 0.21)));
        var expected = uniform.Sum() / 3.0;
        Assert.True(uniform.Sum(count => Math.Pow(count - expected, 2) / expected) < 13.816, string.Join(", ", uniform));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Change_of_what_an_item_earns_is_noticed_and_its_past_forgotten(int seed)
    {
        var (experiments, world) = (new ExperimentReadModel(new BanditOptions()), new Random(seed));
        var chances = new[] { 0.5, 0.2, 0.2 };
        Run(experiments, world, 8_000, (item, _) => chances[item]);
        Assert.Empty(experiments.Noticed());
        chances[0] = 0.02;
        Run(experiments, world, 12_000, (item, _) => chances[item]);
        Assert.Equal([new ItemRenewal("hero", "a", 1)], experiments.Noticed());

        var stored = Copy(experiments);
        Assert.Equal(experiments.Noticed(), stored.Noticed());
        stored.Renewed(0, stored.Noticed()[0]);
        stored.Publish();
        Assert.Empty(stored.Noticed());
        Assert.Equal((-1, 1), (stored.Bandit("hero").Context.IndexOf("a"), stored.Bandit("hero").Generations["a"]));
        Assert.NotEqual(-1, stored.Bandit("hero").Context.IndexOf("b"));
    }

    // The item pays in one of two situations. The more the bandit knows, the more it is chosen there alone, and its mean doubles though
    // nothing has changed.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Item_that_is_chosen_better_and_better_has_not_changed(int seed)
    {
        var (experiments, world) = (new ExperimentReadModel(new BanditOptions()), new Random(seed));
        var everything = new ChangeDetector(new BanditOptions().ChangeSignificance);
        var isDeceived = false;
        Run(experiments, world, 10_000, static (item, situation) => item == 0 ? 0.8 * situation : 0.3, (item, reward) =>
        {
            isDeceived |= item == 0 && everything.Add(reward);
        });
        Assert.Empty(experiments.Noticed());
        Assert.True(isDeceived, "a detector over all choices takes learning for a change");
    }

    [Fact]
    public void Choices_of_an_earlier_generation_count_for_nothing_in_whatever_order_they_come()
    {
        var before = Choice("a", Day) with { Generation = 0 };
        var after = Choice("b", Day) with { Generation = 2 };
        var (one, other) = (new PlacementBandit(new BanditOptions()), new PlacementBandit(new BanditOptions()));
        one.Learn(before, 1);
        one.Learn(Choice("b", Day), 1);
        Assert.True(one.Renew("a", 1));
        one.Learn(after, 1);

        other.Learn(after, 1);
        Assert.True(other.Renew("a", 1));
        Assert.False(other.Renew("b", 1));
        other.Learn(Choice("b", Day), 1);
        other.Learn(before, 1);
        foreach (var bandit in (PlacementBandit[])[one, other])
        {
            bandit.Publish();
            Assert.Equal(
                [("a", 1), ("b", 2)], bandit.Published.Generations.OrderBy(static g => g.Key).Select(static g => (g.Key, g.Value)));
            Assert.Equal((-1, 0), (bandit.Published.Context.IndexOf("a"), bandit.Published.Context.IndexOf("b")));
        }
        Assert.Equal((1L, 2L), (other.Table["a"].Count, other.Table["b"].Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Sums_of_a_bandit_that_was_stored_in_between_are_the_same_to_the_last_byte(int seed)
    {
        var random = new Random(seed);
        var (lasting, stored) = (new ExperimentReadModel(new BanditOptions { HalfLife = TimeSpan.FromDays(1) }),
            new ExperimentReadModel(new BanditOptions { HalfLife = TimeSpan.FromDays(1) }));
        for (var i = 0; i < 2000; i++)
        {
            var choice = Choice(s_items[random.Next(3)], random.NextInt64(20_000 * Day, 20_003 * Day)) with
            {
                Score = random.NextSingle(),
                IsUniform = random.Next(5) == 0
            };
            var reward = random.NextDouble();
            lasting.Rewarded(i, choice, reward);
            stored.Rewarded(i, choice, reward);
            if (random.Next(100) == 0)
            {
                foreach (var (key, state) in stored.TakeUnsaved())
                {
                    stored.Read(key, state);
                }
            }
        }
        Assert.Equal(lasting.Replayable().Single().State, stored.Replayable().Single().State);
    }

    private static void Run(
        ExperimentReadModel experiments, Random world, int rounds, Func<int, int, double> chance, Action<int, double>? seen = null)
    {
        for (var i = 0; i < rounds; i++)
        {
            var choice = new PlacementChoice("hero", ChoicePolicies.Adaptive, experiments.Bandit("hero"), 0.2, (ulong)world.NextInt64());
            var situation = world.Next(2);
            choice.Features[ChoiceFeatures.Count - 1] = situation;
            choice.Choose(s_items, [1, 1, 1]);
            var reward = world.NextDouble() < chance(choice.Index, situation) ? 1 : 0;
            var batch = new ByteWriter();
            ChoiceBatch.Add(batch, "d", DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(i), choice);
            experiments.Rewarded(0, ChoiceBatch.All(ChoiceBatch.Seal(batch)).Single(), reward);
            seen?.Invoke(choice.Index, reward);
            if (i % 500 == 499)
            {
                experiments.Publish();
            }
        }
    }

    private static ExperimentReadModel Copy(ExperimentReadModel experiments)
    {
        var copy = new ExperimentReadModel(new BanditOptions());
        foreach (var (key, state) in experiments.TakeUnsaved())
        {
            copy.Read(key, state);
        }
        return copy;
    }

    private static LoggedChoice Choice(string arm, long at) =>
        new() { At = at, Placement = "hero", Arm = arm, Features = new double[ChoiceFeatures.Count], Score = 1 };
}
