using Personalization.Engine.Chance;
using Personalization.Engine.Reinforcement;

namespace Personalization.Engine.Tests.Reinforcement;

public sealed class DeepQLearnerTests
{
    [Fact]
    public void Chain_is_solved() => Solves(KnownProcesses.Chain(), 8_000, tolerance: 0.05);

    [Fact]
    public void Cliff_is_walked_around() => Solves(KnownProcesses.Cliff(), 15_000, tolerance: 0.15);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_process_is_solved(int seed) => Solves(KnownProcesses.Random(seed), 12_000, tolerance: 0.15);

    [Fact]
    public void Contextual_bandit_is_a_process_of_one_step() => Solves(KnownProcesses.Bandit(), 6_000, tolerance: 0.05, noise: 0.1);

    [Fact]
    public void Journey_reaches_95_percent_of_the_best_return()
    {
        var process = CustomerJourney.Create();
        var learner = new DeepQLearner(process.States, process.Actions, process.Discount, new DeepQOptions());
        learner.Train(new FiniteEnvironment(process), 20_000);
        Assert.InRange(LearntPolicy.GreedyReturn(learner, process) / ValueIteration.BestReturn(process), 0.95, 1 + 1e-9);
    }

    [Fact]
    public void Log_alone_teaches_the_best_policy()
    {
        var process = KnownProcesses.Random(4);
        var learner = new DeepQLearner(process.States, process.Actions, process.Discount, new DeepQOptions { Conservatism = 0.05 });
        learner.Train(Logged(process, 5000, static (mask, chance) => MaskedChoice.Random(mask, chance)), 6_000);
        Assert.InRange(LearntPolicy.GreedyReturn(learner, process), ValueIteration.BestReturn(process) - 0.05, double.PositiveInfinity);
    }

    [Fact]
    public void Conservatism_keeps_actions_that_were_never_logged_below_those_that_were()
    {
        // The log holds the first allowed action only; of the others nothing is known.
        var process = KnownProcesses.Bandit();
        var log = Logged(process, 2000, static (mask, _) => Array.IndexOf(mask, true));
        var learner = new DeepQLearner(process.States, process.Actions, process.Discount, new DeepQOptions { Conservatism = 1 });
        learner.Train(log, 4000);
        var q = LearntPolicy.Values(learner.Network, process);
        for (var s = 0; s < 4; s++)
        {
            Assert.Equal(0, ValueIteration.Best(q, s));
        }
    }

    [Fact]
    public void Action_that_is_not_allowed_is_never_taken_and_never_best()
    {
        // The environment throws when a forbidden action is taken.
        var process = KnownProcesses.Random(8);
        var learner = new DeepQLearner(
            process.States, process.Actions, process.Discount, new DeepQOptions { WarmUp = 50, LastExploration = 0.5 });
        learner.Train(new FiniteEnvironment(process), 2000);
        for (var s = 0; s < process.States; s++)
        {
            var state = new float[process.States];
            state[s] = 1;
            var only = s % process.Actions;
            var mask = new bool[process.Actions];
            mask[only] = true;
            Assert.Equal(only, learner.Best(state, mask));
        }
        Assert.Throws<ArgumentException>(() => learner.Best(new float[process.States], new bool[process.Actions]));
    }

    [Fact]
    public void The_same_seed_leads_to_the_same_network()
    {
        float[] Train(ulong seed)
        {
            var process = KnownProcesses.Chain();
            var learner = new DeepQLearner(
                process.States, process.Actions, process.Discount, new DeepQOptions { Seed = seed, WarmUp = 50 });
            learner.Train(new FiniteEnvironment(process), 300);
            return learner.Network.Parameters;
        }
        Assert.Equal(Train(7), Train(7));
        Assert.NotEqual(Train(7), Train(8));
    }

    private static void Solves(FiniteProcess process, int steps, double tolerance, double noise = 0)
    {
        var learner = new DeepQLearner(
            process.States, process.Actions, process.Discount, new DeepQOptions { LastExploration = 0.3, MostSteps = 50 });
        learner.Train(new FiniteEnvironment(process, noise), steps);
        var (best, learnt) = (ValueIteration.Solve(process), LearntPolicy.Values(learner.Network, process));
        for (var s = 0; s < process.States; s++)
        {
            if (process.IsEnd(s))
            {
                continue;
            }
            var choice = ValueIteration.Best(best, s);
            // Where two actions are equally good, either is right.
            Assert.Equal(best[s, choice], best[s, ValueIteration.Best(learnt, s)], 1e-6);
            Assert.Equal(best[s, choice], learnt[s, choice], tolerance);
        }
    }

    private static ReplayBuffer Logged(FiniteProcess process, int steps, Func<bool[], RandomStream, int> choose)
    {
        var (environment, chance) = (new FiniteEnvironment(process), new RandomStream(5));
        var log = new ReplayBuffer(process.States, process.Actions, steps);
        var (state, next) = (new float[process.States], new float[process.States]);
        var (mask, nextMask) = (new bool[process.Actions], new bool[process.Actions]);
        environment.Reset(chance);
        for (var i = 0; i < steps; i++)
        {
            environment.Observe(state);
            environment.Allowed(mask);
            var action = choose(mask, chance);
            var isEnd = environment.Step(action, chance, out var reward);
            environment.Observe(next);
            environment.Allowed(nextMask);
            log.Add(state, mask, action, reward, next, nextMask, isEnd);
            if (isEnd)
            {
                environment.Reset(chance);
            }
        }
        return log;
    }
}
