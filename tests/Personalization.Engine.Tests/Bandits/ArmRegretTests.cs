using Personalization.Engine.Bandits;
using Personalization.Engine.Binary;
using Personalization.Engine.Chance;

namespace Personalization.Engine.Tests.Bandits;

public sealed class ArmRegretTests
{
    private static readonly double[] Rates = [0.3, 0.5, 0.75];

    public static TheoryData<string> Names => [.. Policies().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Regret_grows_slower_than_time_and_stays_far_below_that_of_uniform_choice(string name)
    {
        var policy = Policies().Single(p => p.Name == name);
        const int horizon = 2000;
        var (early, late) = (0.0, 0.0);
        const int runs = 8;
        for (var run = 0; run < runs; run++)
        {
            var regrets = Regret(policy, horizon, run);
            early += regrets[(horizon / 4) - 1] / runs;
            late += regrets[^1] / runs;
        }
        var uniform = horizon * (0.75 - Rates.Average());
        Assert.True(late < 0.45 * uniform, $"{late} of {uniform}");
        // Linear growth would be four times the regret of the first quarter.
        Assert.True(late < 3 * early, $"{early} → {late}");
    }

    [Fact]
    public void Exp3_stays_within_its_bound_where_a_fixed_order_deceives_greedy()
    {
        // Arm 0 pays in the first third, arm 1 afterwards: the best fixed arm is 1.
        const int horizon = 3000;
        double Paid(int t, int arm) => t < horizon / 3 == (arm == 0) ? 1 : 0;
        double Reward(IArmPolicy policy, int seed)
        {
            var arms = new ArmStatistics[2];
            var p = new double[2];
            var sum = 0.0;
            for (var t = 0; t < horizon; t++)
            {
                policy.Probabilities(arms, p);
                var choice = ArmLottery.Draw(p, RandomBits.Mix((ulong)((seed * horizon) + t)));
                arms[choice.Index] = arms[choice.Index].With(Paid(t, choice.Index), choice.Propensity);
                sum += Paid(t, choice.Index);
            }
            return sum;
        }
        var best = Enumerable.Range(0, horizon).Sum(t => Paid(t, 1));
        var bound = 2 * Math.Sqrt(horizon * 2 * Math.Log(2));
        var regret = best - Enumerable.Range(0, 10).Average(seed => Reward(new Exp3Policy(), seed));
        Assert.True(regret < bound, $"{regret} is above the bound {bound} of Bubeck and Cesa-Bianchi 2012, theorem 3.1.");
        var greedy = best - Enumerable.Range(0, 10).Average(seed => Reward(new GaussianArmPolicy(new GreedyPolicy()), seed));
        Assert.True(greedy > bound, $"greedy: {greedy}");
    }

    [Fact]
    public void Tables_of_shards_add_up_survive_storage_and_serve_changing_arms()
    {
        var (all, left, right) = (new ArmTable(), new ArmTable(), new ArmTable());
        for (var t = 0; t < 500; t++)
        {
            var (arm, reward) = ($"arm {t % 5}", t % 7 / 6.0);
            all.Observe(arm, reward, 0.2);
            (t % 2 == 0 ? left : right).Observe(arm, reward, 0.2);
        }
        var writer = new ByteWriter();
        right.Write(writer);
        var reader = new ByteReader(writer.Written);
        left.Merge(ArmTable.Read(ref reader));
        Assert.True(reader.AtEnd);
        for (var a = 0; a < 5; a++)
        {
            Assert.Equal(all[$"arm {a}"].Count, left[$"arm {a}"].Count);
            Assert.Equal(all[$"arm {a}"].RewardSum, left[$"arm {a}"].RewardSum, 10);
            Assert.Equal(all[$"arm {a}"].LossEstimate, left[$"arm {a}"].LossEstimate, 9);
        }
        var snapshot = left.Publish();
        Assert.True(left.Forget("arm 0"));
        left.Discount(0.5);
        // The snapshot does not follow; an arm that nobody knows is tried first.
        Assert.Equal(100, snapshot[snapshot.IndexOf("arm 0")].Count);
        Assert.Equal(50, left["arm 1"].Weight, 12);
        var p = new double[3];
        var choice = snapshot.Choose(
            new Ucb1Policy(), [snapshot.IndexOf("arm 1"), snapshot.IndexOf("new"), snapshot.IndexOf("arm 3")], 5, p);
        Assert.Equal((1, 1.0), (choice.Index, choice.Propensity));
    }

    [Theory]
    [InlineData(double.NaN, 0.5, 1, "reward")]
    [InlineData(1, 0, 1, "propensity")]
    [InlineData(1, 1.1, 1, "propensity")]
    [InlineData(1, 0.5, -1, "weight")]
    public void Impossible_numbers_are_refused_by_name(double reward, double propensity, double weight, string name) =>
        Assert.Contains(
            name, Assert.Throws<ArgumentOutOfRangeException>(() => default(ArmStatistics).With(reward, propensity, weight)).Message,
            StringComparison.Ordinal);

    private static IEnumerable<IArmPolicy> Policies() =>
    [
        new Ucb1Policy(), new KlUcbPolicy(), new BetaThompsonPolicy(), new Exp3Policy(), new GaussianArmPolicy(new ThompsonPolicy()),
        new GaussianArmPolicy(new UcbPolicy(2)),
        new GaussianArmPolicy(new SquareCbPolicy()),
    ];

    private static double[] Regret(IArmPolicy policy, int horizon, int run)
    {
        var arms = new ArmStatistics[Rates.Length];
        var p = new double[Rates.Length];
        var regrets = new double[horizon];
        var regret = 0.0;
        for (var t = 0; t < horizon; t++)
        {
            var bits = RandomBits.Mix((ulong)((run * horizon) + t));
            policy.Probabilities(arms, p);
            var choice = ArmLottery.Draw(p, bits);
            regret += 0.75 - Rates[choice.Index];
            regrets[t] = regret;
            arms[choice.Index] = arms[choice.Index].With(
                RandomBits.Unit(RandomBits.Mix(bits)) < Rates[choice.Index] ? 1 : 0, choice.Propensity);
        }
        return regrets;
    }
}
