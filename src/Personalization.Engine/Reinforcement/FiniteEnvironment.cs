using Personalization.Engine.Chance;

namespace Personalization.Engine.Reinforcement;

/// <summary>Lets an agent act in a finite process; a state is described by a vector with a single 1. Not thread-safe.</summary>
/// <param name="process">The process.</param>
/// <param name="rewardDeviation">The standard deviation of normal noise on rewards, 0 or more.</param>
public sealed class FiniteEnvironment(FiniteProcess process, double rewardDeviation = 0) : IEnvironment
{
    private int _state;

    /// <inheritdoc/>
    public int StateSize => process.States;

    /// <inheritdoc/>
    public int ActionCount => process.Actions;

    /// <inheritdoc/>
    public double Discount => process.Discount;

    /// <inheritdoc/>
    public void Reset(RandomStream chance) => _state = chance.NextIndex(process.Start);

    /// <inheritdoc/>
    public void Observe(Span<float> state)
    {
        state.Clear();
        state[_state] = 1;
    }

    /// <inheritdoc/>
    public void Allowed(Span<bool> mask)
    {
        for (var a = 0; a < mask.Length; a++)
        {
            mask[a] = process.Allowed[_state, a];
        }
    }

    /// <inheritdoc/>
    public bool Step(int action, RandomStream chance, out double reward)
    {
        if (!process.Allowed[_state, action])
        {
            throw new InvalidOperationException($"Action {action} is not allowed in state {_state}.");
        }
        reward = process.Rewards[_state, action] + (rewardDeviation > 0 ? rewardDeviation * chance.NextNormal() : 0);
        _state = chance.NextIndex(process.Next(_state, action));
        return process.IsEnd(_state);
    }
}
