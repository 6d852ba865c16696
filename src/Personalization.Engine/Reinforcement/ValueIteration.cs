using System.Numerics.Tensors;

namespace Personalization.Engine.Reinforcement;

/// <summary>Exact values of finite processes. Pure, thread-safe.</summary>
public static class ValueIteration
{
    /// <summary>
    /// The best value of each action in each state, Q*, by value iteration (Sutton and Barto 2018, equation 4.10); −∞ where an action
    /// is not allowed.
    /// </summary>
    /// <param name="process">The process.</param>
    /// <param name="tolerance">Ends when no state's value changes by more.</param>
    public static double[,] Solve(FiniteProcess process, double tolerance = 1e-10)
    {
        var values = new double[process.States];
        var q = new double[process.States, process.Actions];
        for (var change = double.PositiveInfinity; change > tolerance;)
        {
            change = 0;
            for (var s = 0; s < process.States; s++)
            {
                var best = process.IsEnd(s) ? 0 : double.NegativeInfinity;
                for (var a = 0; a < process.Actions; a++)
                {
                    q[s, a] = process.Allowed[s, a]
                        ? process.Rewards[s, a] + (process.Discount * TensorPrimitives.Dot<double>(process.Next(s, a), values))
                        : double.NegativeInfinity;
                    best = Math.Max(best, q[s, a]);
                }
                change = Math.Max(change, Math.Abs(best - values[s]));
                values[s] = best;
            }
        }
        return q;
    }

    /// <summary>The expected discounted return of a policy from the first state on (Sutton and Barto 2018, equation 4.5).</summary>
    /// <param name="process">The process.</param>
    /// <param name="policy">Writes the probabilities of the actions in a state.</param>
    /// <param name="tolerance">Ends when no state's value changes by more.</param>
    public static double Return(FiniteProcess process, Action<int, double[]> policy, double tolerance = 1e-10)
    {
        var probabilities = new double[process.States][];
        for (var s = 0; s < process.States; s++)
        {
            probabilities[s] = new double[process.Actions];
            if (!process.IsEnd(s))
            {
                policy(s, probabilities[s]);
            }
        }
        var values = new double[process.States];
        for (var change = double.PositiveInfinity; change > tolerance;)
        {
            change = 0;
            for (var s = 0; s < process.States; s++)
            {
                var value = 0.0;
                for (var a = 0; a < process.Actions; a++)
                {
                    if (probabilities[s][a] > 0)
                    {
                        value += probabilities[s][a]
                            * (process.Rewards[s, a] + (process.Discount * TensorPrimitives.Dot<double>(process.Next(s, a), values)));
                    }
                }
                change = Math.Max(change, Math.Abs(value - values[s]));
                values[s] = value;
            }
        }
        return TensorPrimitives.Dot<double>(process.Start, values);
    }

    /// <summary>The expected return of the best policy.</summary>
    public static double BestReturn(FiniteProcess process)
    {
        var q = Solve(process);
        return Return(process, (s, into) => into[Best(q, s)] = 1);
    }

    /// <summary>The expected return of choosing among the allowed actions by chance.</summary>
    public static double RandomReturn(FiniteProcess process) => Return(process, (s, into) =>
    {
        var count = 0;
        for (var a = 0; a < into.Length; a++)
        {
            count += process.Allowed[s, a] ? 1 : 0;
        }
        for (var a = 0; a < into.Length; a++)
        {
            into[a] = process.Allowed[s, a] ? 1.0 / count : 0;
        }
    });

    /// <summary>The best action in a state; the first of equal ones.</summary>
    public static int Best(double[,] q, int state)
    {
        var best = 0;
        for (var a = 1; a < q.GetLength(1); a++)
        {
            best = q[state, a] > q[state, best] ? a : best;
        }
        return best;
    }
}
