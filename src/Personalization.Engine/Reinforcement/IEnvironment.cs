using Personalization.Engine.Chance;

namespace Personalization.Engine.Reinforcement;

/// <summary>A world in which an agent acts step by step. Deterministic by the stream of chance that it is given. Not thread-safe.</summary>
public interface IEnvironment
{
    /// <summary>The length of the vector that describes a state.</summary>
    int StateSize { get; }

    /// <summary>How many actions there are.</summary>
    int ActionCount { get; }

    /// <summary>γ, what a reward one step later is worth.</summary>
    /// <value>[0, 1].</value>
    double Discount { get; }

    /// <summary>Begins an episode.</summary>
    void Reset(RandomStream chance);

    /// <summary>Writes the state in which the agent is, of length <see cref="StateSize"/>.</summary>
    void Observe(Span<float> state);

    /// <summary>Writes which actions are allowed there, of length <see cref="ActionCount"/>; at least one is.</summary>
    void Allowed(Span<bool> mask);

    /// <summary>Acts.</summary>
    /// <param name="action">An allowed action.</param>
    /// <param name="chance">For what happens.</param>
    /// <param name="reward">What it earned.</param>
    /// <returns>Whether the episode is over: nothing can be earned any more.</returns>
    /// <exception cref="InvalidOperationException">The action is not allowed.</exception>
    bool Step(int action, RandomStream chance, out double reward);
}
