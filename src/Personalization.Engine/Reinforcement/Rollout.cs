namespace Personalization.Engine.Reinforcement;

/// <summary>The actions of one round, what they earned, and what follows from it. Not thread-safe.</summary>
internal sealed class Rollout(int stateSize, int actions, int steps)
{
    public float[][] States { get; } = [.. Enumerable.Range(0, steps).Select(_ => new float[stateSize])];

    public bool[][] Masks { get; } = [.. Enumerable.Range(0, steps).Select(_ => new bool[actions])];

    public int[] Actions { get; } = new int[steps];

    /// <summary>The probability with which each action was chosen.</summary>
    public double[] Probabilities { get; } = new double[steps];

    public double[] Rewards { get; } = new double[steps];

    /// <summary>The critic's value of each state.</summary>
    public double[] Values { get; } = new double[steps];

    /// <summary>The critic's value of what follows each action: 0 after the end of an episode.</summary>
    public double[] NextValues { get; } = new double[steps];

    /// <summary>Whether the next action belongs to another episode, ended or cut short.</summary>
    public bool[] IsLast { get; } = new bool[steps];

    public double[] Advantages { get; } = new double[steps];

    public double[] Returns { get; } = new double[steps];

    /// <summary>
    /// Âₜ = δₜ + γ λ Âₜ₊₁ with δₜ = rₜ + γ V(sₜ₊₁) − V(sₜ) (Schulman et al. 2016, equation 16), then scaled
    /// to mean 0 and deviation 1.
    /// </summary>
    public void Judge(double discount, double trace)
    {
        var advantage = 0.0;
        for (var t = Actions.Length - 1; t >= 0; t--)
        {
            var surprise = Rewards[t] + (discount * NextValues[t]) - Values[t];
            advantage = surprise + (IsLast[t] ? 0 : discount * trace * advantage);
            Advantages[t] = advantage;
            Returns[t] = advantage + Values[t];
        }
        var mean = Advantages.Average();
        var square = 0.0;
        foreach (var a in Advantages)
        {
            square += (a - mean) * (a - mean);
        }
        var deviation = Math.Sqrt(square / Advantages.Length) + 1e-8;
        for (var t = 0; t < Advantages.Length; t++)
        {
            Advantages[t] = (Advantages[t] - mean) / deviation;
        }
    }
}
