namespace Personalization.Engine.Reinforcement;

/// <summary>What learnt policies do in a finite process, whose states are described by a vector with a single 1. Pure.</summary>
public static class LearntPolicy
{
    /// <summary>The values that a Q-network gives to each action of each state.</summary>
    public static double[,] Values(DenseNetwork network, FiniteProcess process)
    {
        var pass = new NetworkPass(network);
        var q = new double[process.States, process.Actions];
        for (var s = 0; s < process.States; s++)
        {
            var values = network.Forward(State(process, s), pass);
            for (var a = 0; a < process.Actions; a++)
            {
                q[s, a] = process.Allowed[s, a] ? values[a] : double.NegativeInfinity;
            }
        }
        return q;
    }

    /// <summary>The exact expected return of taking the action of the highest value in each state.</summary>
    public static double GreedyReturn(DeepQLearner learner, FiniteProcess process)
    {
        var q = Values(learner.Network, process);
        return ValueIteration.Return(process, (s, into) => into[ValueIteration.Best(q, s)] = 1);
    }

    /// <summary>The exact expected return of an actor.</summary>
    /// <param name="learner">The actor.</param>
    /// <param name="process">The process.</param>
    /// <param name="isGreedy">Whether the most probable action is taken instead of one by chance.</param>
    public static double Return(ActorCritic learner, FiniteProcess process, bool isGreedy) => ValueIteration.Return(process, (s, into) =>
    {
        learner.Probabilities(State(process, s), Mask(process, s), into);
        if (isGreedy)
        {
            var best = Array.IndexOf(into, into.Max());
            Array.Clear(into);
            into[best] = 1;
        }
    });

    private static float[] State(FiniteProcess process, int s)
    {
        var state = new float[process.States];
        state[s] = 1;
        return state;
    }

    private static bool[] Mask(FiniteProcess process, int s)
    {
        var mask = new bool[process.Actions];
        for (var a = 0; a < mask.Length; a++)
        {
            mask[a] = process.Allowed[s, a];
        }
        return mask;
    }
}
