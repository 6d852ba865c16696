using Personalization.Engine.Reinforcement;

namespace Personalization.Engine.Tests.Reinforcement;

public sealed class ActorCriticTests
{
    [Fact]
    public void Chain_is_solved() => Solves(KnownProcesses.Chain(4), 30_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_process_is_solved(int seed) => Solves(KnownProcesses.Random(seed), 40_000);

    [Fact]
    public void Contextual_bandit_is_a_process_of_one_step() => Solves(KnownProcesses.Bandit(), 20_000);

    [Fact]
    public void Journey_reaches_95_percent_of_the_best_return()
    {
        var process = CustomerJourney.Create();
        var learner = new ActorCritic(process.States, process.Actions, process.Discount, new ActorCriticOptions());
        learner.Train(new FiniteEnvironment(process), 40_000);
        Assert.InRange(LearntPolicy.Return(learner, process, isGreedy: true) / ValueIteration.BestReturn(process), 0.95, 1 + 1e-9);
    }

    [Fact]
    public void Action_that_is_not_allowed_has_probability_zero()
    {
        var process = KnownProcesses.Random(8);
        var learner = new ActorCritic(process.States, process.Actions, process.Discount, new ActorCriticOptions());
        learner.Train(new FiniteEnvironment(process), 2000);
        var probabilities = new double[3];
        learner.Probabilities(new float[process.States], [true, false, true], probabilities);
        Assert.Equal(0, probabilities[1]);
        Assert.Equal(1, probabilities.Sum(), 1e-12);
    }

    [Fact]
    public void The_same_seed_leads_to_the_same_networks()
    {
        float[] Train(ulong seed)
        {
            var process = KnownProcesses.Chain();
            var learner = new ActorCritic(process.States, process.Actions, process.Discount, new ActorCriticOptions { Seed = seed });
            learner.Train(new FiniteEnvironment(process), 600);
            return [.. learner.Actor.Parameters, .. learner.Critic.Parameters];
        }
        Assert.Equal(Train(7), Train(7));
        Assert.NotEqual(Train(7), Train(8));
    }

    private static void Solves(FiniteProcess process, int steps)
    {
        var learner = new ActorCritic(process.States, process.Actions, process.Discount, new ActorCriticOptions { MostSteps = 50 });
        learner.Train(new FiniteEnvironment(process), steps);
        var (best, random) = (ValueIteration.BestReturn(process), ValueIteration.RandomReturn(process));
        // The most probable actions are the best policy, and the policy with what chance is left in it loses little of its gain.
        Assert.Equal(best, LearntPolicy.Return(learner, process, isGreedy: true), 1e-6);
        Assert.InRange((LearntPolicy.Return(learner, process, isGreedy: false) - random) / (best - random), 0.9, 1 + 1e-9);
    }
}
