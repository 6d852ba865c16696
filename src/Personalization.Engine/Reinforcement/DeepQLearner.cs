using Personalization.Engine.Chance;

namespace Personalization.Engine.Reinforcement;

/// <summary>
/// Deep Q-learning (Mnih et al. 2015) with double estimates (van Hasselt, Guez and Silver 2016, equation 4), replay, a target network,
/// Huber loss and Adam, over the actions that are allowed in each state. Learns in an environment or from logged transitions alone.
/// Deterministic by its seed. Not thread-safe.
/// </summary>
public sealed class DeepQLearner
{
    private readonly DeepQOptions _options;
    private readonly double _discount;
    private readonly RandomStream _chance;
    private readonly DenseNetwork _target;
    private readonly NetworkPass _pass;
    private readonly NetworkPass _targetPass;
    private readonly AdamOptimizer _optimizer;
    private readonly float[] _gradients;
    private readonly float[] _slope;
    private readonly double[] _soft;
    private long _learnt;

    /// <summary>A learner that knows nothing yet.</summary>
    /// <param name="stateSize">The length of a state's vector.</param>
    /// <param name="actions">How many actions there are.</param>
    /// <param name="discount">γ in [0, 1].</param>
    /// <param name="options">How it learns.</param>
    public DeepQLearner(int stateSize, int actions, double discount, DeepQOptions options)
    {
        _options = options;
        _discount = discount;
        _chance = new RandomStream(options.Seed);
        Network = new DenseNetwork([stateSize, .. options.Hidden, actions], _chance);
        _target = Network.Clone();
        (_pass, _targetPass) = (new NetworkPass(Network), new NetworkPass(_target));
        _optimizer = new AdamOptimizer(Network.Parameters.Length);
        _gradients = new float[Network.Parameters.Length];
        (_slope, _soft) = (new float[actions], new double[actions]);
    }

    /// <summary>State in, the value of each action out.</summary>
    public DenseNetwork Network { get; }

    /// <summary>Acts and learns in an environment.</summary>
    /// <param name="environment">Of the same sizes.</param>
    /// <param name="steps">Actions, each followed by one step of learning.</param>
    public void Train(IEnvironment environment, int steps)
    {
        var replay = new ReplayBuffer(environment.StateSize, environment.ActionCount, _options.Replay);
        var (state, next) = (new float[environment.StateSize], new float[environment.StateSize]);
        var (mask, nextMask) = (new bool[environment.ActionCount], new bool[environment.ActionCount]);
        var inEpisode = 0;
        for (var step = 0; step < steps; step++)
        {
            if (inEpisode == 0)
            {
                environment.Reset(_chance);
                environment.Observe(state);
                environment.Allowed(mask);
            }
            var progress = step / (double)steps;
            var exploration = _options.LastExploration
                + ((_options.FirstExploration - _options.LastExploration) * Math.Max(0, 1 - (2 * progress)));
            var action = _chance.NextDouble() < exploration ? MaskedChoice.Random(mask, _chance) : Best(state, mask);
            var isEnd = environment.Step(action, _chance, out var reward);
            environment.Observe(next);
            environment.Allowed(nextMask);
            replay.Add(state, mask, action, reward, next, nextMask, isEnd);
            (state, next, mask, nextMask) = (next, state, nextMask, mask);
            inEpisode = isEnd || inEpisode + 1 >= _options.MostSteps ? 0 : inEpisode + 1;
            if (replay.Count >= Math.Min(_options.WarmUp, _options.Replay))
            {
                Learn(replay, progress);
            }
        }
    }

    /// <summary>Learns from logged transitions alone; nothing is tried out.</summary>
    /// <param name="transitions">The log.</param>
    /// <param name="steps">Steps of learning.</param>
    public void Train(ReplayBuffer transitions, int steps)
    {
        for (var step = 0; step < steps && transitions.Count > 0; step++)
        {
            Learn(transitions, step / (double)steps);
        }
    }

    /// <summary>The action of the highest value among those allowed.</summary>
    public int Best(ReadOnlySpan<float> state, ReadOnlySpan<bool> mask) => MaskedChoice.Best(Network.Forward(state, _pass), mask);

    private void Learn(ReplayBuffer replay, double progress)
    {
        Array.Clear(_gradients);
        var share = 1f / _options.Batch;
        for (var b = 0; b < _options.Batch; b++)
        {
            var i = _chance.NextInt(replay.Count);
            var goal = replay.Reward(i);
            if (!replay.IsEnd(i))
            {
                // The learning network chooses, the target network judges: neither's luck is taken for skill.
                var best = MaskedChoice.Best(Network.Forward(replay.NextState(i), _pass), replay.NextMask(i));
                goal += (float)_discount * _target.Forward(replay.NextState(i), _targetPass)[best];
            }
            var action = replay.Action(i);
            var values = Network.Forward(replay.State(i), _pass);
            Array.Clear(_slope);
            if (_options.Conservatism > 0)
            {
                // The slope of log Σ exp Q − Q(logged): the softmax, less 1 at the logged action.
                MaskedChoice.Softmax(values, replay.Mask(i), _soft);
                for (var a = 0; a < _slope.Length; a++)
                {
                    _slope[a] = share * (float)(_options.Conservatism * (_soft[a] - (a == action ? 1 : 0)));
                }
            }
            var delta = (float)_options.HuberDelta;
            _slope[action] += share * Math.Clamp(values[action] - goal, -delta, delta);
            Network.Backward(_slope, _pass, _gradients);
        }
        _optimizer.Step(Network.Parameters, _gradients, _options.LearningRate * (1 - (0.99 * progress)));
        if (++_learnt % _options.TargetInterval == 0)
        {
            _target.CopyFrom(Network);
        }
    }
}
