using Personalization.Engine.Reinforcement;

namespace Personalization.Engine.Tests.Reinforcement;

/// <summary>Small processes whose best policies are known.</summary>
internal static class KnownProcesses
{
    /// <summary>States in a row; left earns 0.1 at the first, right 1 on arrival at the last, which is the end.</summary>
    public static FiniteProcess Chain(int length = 6)
    {
        var process = new FiniteProcess(length, 2, 0.9);
        process.Start[0] = 1;
        for (var s = 0; s < length - 1; s++)
        {
            Move(process, s, 0, Math.Max(0, s - 1), s == 0 ? 0.1 : 0);
            Move(process, s, 1, s + 1, s + 1 == length - 1 ? 1 : 0);
        }
        return process;
    }

    /// <summary>
    /// Cliff walking (Sutton and Barto 2018, example 6.6), three by five: −0.1 a step, −1 and back to the start from the cliff below.
    /// </summary>
    public static FiniteProcess Cliff()
    {
        const int width = 5;
        const int height = 3;
        var process = new FiniteProcess(width * height, 4, 0.95);
        const int start = (height - 1) * width;
        const int goal = (height * width) - 1;
        process.Start[start] = 1;
        for (var s = 0; s < width * height; s++)
        {
            if (s > start)
            {
                continue;
            }
            var (x, y) = (s % width, s / width);
            (int X, int Y)[] moves =
                [(x, Math.Max(0, y - 1)), (Math.Min(width - 1, x + 1), y), (x, Math.Min(height - 1, y + 1)), (Math.Max(0, x - 1), y)];
            for (var a = 0; a < 4; a++)
            {
                var to = (moves[a].Y * width) + moves[a].X;
                var falls = to > start && to < goal;
                Move(process, s, a, falls ? start : to, falls ? -1 : -0.1);
            }
        }
        return process;
    }

    /// <summary>Random transitions, rewards in [−1, 1], and some actions that are not allowed.</summary>
    public static FiniteProcess Random(int seed, int states = 5, int actions = 3)
    {
        var random = SeededRandom.Create(seed);
        var process = new FiniteProcess(states, actions, 0.8);
        for (var s = 0; s < states; s++)
        {
            process.Start[s] = 1.0 / states;
            for (var a = 0; a < actions; a++)
            {
                process.Allowed[s, a] = a == s % actions || random.NextDouble() < 0.8;
                process.Rewards[s, a] = (2 * random.NextDouble()) - 1;
                var next = process.Next(s, a);
                var sum = 0.0;
                foreach (ref var p in next)
                {
                    sum += p = Math.Pow(random.NextDouble(), 3);
                }
                foreach (ref var p in next)
                {
                    p /= sum;
                }
            }
        }
        return process;
    }

    /// <summary>One step and the end: a bandit with four contexts.</summary>
    public static FiniteProcess Bandit()
    {
        var random = SeededRandom.Create(11);
        var process = new FiniteProcess(5, 3, 0.9);
        for (var s = 0; s < 4; s++)
        {
            process.Start[s] = 0.25;
            for (var a = 0; a < 3; a++)
            {
                Move(process, s, a, 4, random.NextDouble());
            }
        }
        return process;
    }

    private static void Move(FiniteProcess process, int state, int action, int to, double reward)
    {
        process.Allowed[state, action] = true;
        process.Rewards[state, action] = reward;
        process.Next(state, action)[to] = 1;
    }
}
