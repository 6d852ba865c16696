namespace Personalization.Engine.Reinforcement;

/// <summary>
/// A Markov decision process with few states, all of it known, so that its best policy can be computed (<see cref="ValueIteration"/>). A
/// state without allowed actions ends the episode. Filled by its maker, then read only.
/// </summary>
/// <param name="states">States.</param>
/// <param name="actions">Actions.</param>
/// <param name="discount">γ in [0, 1); 1 only if every policy comes to an end.</param>
public sealed class FiniteProcess(int states, int actions, double discount)
{
    private readonly double[] _transitions = new double[states * actions * states];

    /// <summary>States.</summary>
    public int States { get; } = states;

    /// <summary>Actions.</summary>
    public int Actions { get; } = actions;

    /// <summary>γ.</summary>
    public double Discount { get; } = discount;

    /// <summary>The probability of each state to be the first.</summary>
    public double[] Start { get; } = new double[states];

    /// <summary>Whether an action is allowed in a state.</summary>
    public bool[,] Allowed { get; } = new bool[states, actions];

    /// <summary>The mean reward of an action in a state.</summary>
    public double[,] Rewards { get; } = new double[states, actions];

    /// <summary>The probabilities of the states that follow an action in a state; to be filled for allowed actions.</summary>
    public Span<double> Next(int state, int action) => _transitions.AsSpan(((state * Actions) + action) * States, States);

    /// <summary>Whether nothing can be done in a state.</summary>
    public bool IsEnd(int state)
    {
        for (var action = 0; action < Actions; action++)
        {
            if (Allowed[state, action])
            {
                return false;
            }
        }
        return true;
    }
}
