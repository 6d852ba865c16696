namespace Personalization.Engine.Reinforcement;

/// <summary>
/// The latest transitions, for learning from them again (Lin 1992; Mnih et al. 2015). Full, it forgets the oldest. Not thread-safe.
/// </summary>
/// <param name="stateSize">The length of a state's vector.</param>
/// <param name="actions">How many actions there are.</param>
/// <param name="capacity">Transitions that are kept, 1 or more.</param>
public sealed class ReplayBuffer(int stateSize, int actions, int capacity)
{
    private readonly float[] _states = new float[(long)stateSize * capacity];
    private readonly float[] _nextStates = new float[(long)stateSize * capacity];
    private readonly bool[] _masks = new bool[(long)actions * capacity];
    private readonly bool[] _nextMasks = new bool[(long)actions * capacity];
    private readonly int[] _actions = new int[capacity];
    private readonly float[] _rewards = new float[capacity];
    private readonly bool[] _ends = new bool[capacity];
    private int _at;

    /// <summary>Transitions that are there.</summary>
    public int Count { get; private set; }

    /// <summary>The length of a state's vector.</summary>
    public int StateSize => stateSize;

    /// <summary>How many actions there are.</summary>
    public int ActionCount => actions;

    /// <summary>Adds a transition.</summary>
    /// <param name="state">The state.</param>
    /// <param name="mask">The actions that were allowed in it.</param>
    /// <param name="action">What was done.</param>
    /// <param name="reward">What it earned.</param>
    /// <param name="nextState">The state that followed; without meaning after the end.</param>
    /// <param name="nextMask">The actions that are allowed there.</param>
    /// <param name="isEnd">Whether nothing can be earned any more. An episode that was only cut short is not at its end.</param>
    /// <exception cref="ArgumentException">The action was not allowed, or a reward is no finite number.</exception>
    public void Add(
        ReadOnlySpan<float> state, ReadOnlySpan<bool> mask, int action, double reward, ReadOnlySpan<float> nextState,
        ReadOnlySpan<bool> nextMask, bool isEnd)
    {
        if (!mask[action] || !double.IsFinite(reward))
        {
            throw new ArgumentException(
                $"A transition with action {action} (allowed: {mask[action]}) and reward {reward} cannot be learnt from.");
        }
        state.CopyTo(_states.AsSpan(_at * stateSize, stateSize));
        mask.CopyTo(_masks.AsSpan(_at * actions, actions));
        nextState.CopyTo(_nextStates.AsSpan(_at * stateSize, stateSize));
        nextMask.CopyTo(_nextMasks.AsSpan(_at * actions, actions));
        (_actions[_at], _rewards[_at], _ends[_at]) = (action, (float)reward, isEnd);
        _at = (_at + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    internal ReadOnlySpan<float> State(int i) => _states.AsSpan(i * stateSize, stateSize);

    internal ReadOnlySpan<bool> Mask(int i) => _masks.AsSpan(i * actions, actions);

    internal int Action(int i) => _actions[i];

    internal float Reward(int i) => _rewards[i];

    internal ReadOnlySpan<float> NextState(int i) => _nextStates.AsSpan(i * stateSize, stateSize);

    internal ReadOnlySpan<bool> NextMask(int i) => _nextMasks.AsSpan(i * actions, actions);

    internal bool IsEnd(int i) => _ends[i];
}
