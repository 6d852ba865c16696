using Personalization.Engine.Reinforcement;

namespace Personalization.Engine.Tests.Reinforcement;

public sealed class ValueIterationTests
{
    [Fact]
    public void Chain_has_the_values_of_its_closed_form()
    {
        var q = ValueIteration.Solve(KnownProcesses.Chain(5));
        for (var s = 0; s < 4; s++)
        {
            // Staying at the first for .1 a step is worth 1 in all, more than what waits at the end of the chain; from the second state on
            // both count.
            Assert.Equal(Math.Max(Math.Pow(0.9, 3 - s), Math.Pow(0.9, s)), Math.Max(q[s, 0], q[s, 1]), 1e-8);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_policy_of_all_returns_more_than_the_best(int seed)
    {
        var process = KnownProcesses.Random(seed, states: 4, actions: 3);
        var most = double.NegativeInfinity;
        for (var code = 0; code < 81; code++)
        {
            int[] choices = [code % 3, code / 3 % 3, code / 9 % 3, code / 27];
            if (Enumerable.Range(0, 4).All(s => process.Allowed[s, choices[s]]))
            {
                most = Math.Max(most, ValueIteration.Return(process, (s, into) => into[choices[s]] = 1));
            }
        }
        Assert.Equal(most, ValueIteration.BestReturn(process), 1e-7);
        Assert.True(ValueIteration.RandomReturn(process) < most);
    }

    [Fact]
    public void Journeys_steps_are_probabilities_and_greed_is_not_best()
    {
        var process = CustomerJourney.Create();
        for (var s = 0; s < process.States; s++)
        {
            for (var a = 0; a < process.Actions && !process.IsEnd(s); a++)
            {
                Assert.Equal(1, process.Next(s, a).ToArray().Sum(), 1e-12);
            }
        }
        var q = ValueIteration.Solve(process);
        var best = Enumerable.Range(0, 5).Select(s => ValueIteration.Best(q, s)).ToArray();
        Assert.True(best.Distinct().Count() >= 3, string.Join(",", best));
        var greedy = ValueIteration.Return(process, (s, into) =>
            into[Enumerable.Range(0, process.Actions).Where(a => process.Allowed[s, a]).MaxBy(a => process.Rewards[s, a])] = 1);
        Assert.True(greedy < 0.95 * ValueIteration.BestReturn(process));
    }
}
