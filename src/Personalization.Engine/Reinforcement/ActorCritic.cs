using Personalization.Engine.Chance;

namespace Personalization.Engine.Reinforcement;

/// <summary>
/// An actor that learns the probabilities of actions and a critic that learns the values of states: proximal policy optimization (Schulman
/// et al. 2017) with generalized advantage estimation, over the actions that are allowed in each state. Learns in an environment.
/// Deterministic by its seed. Not thread-safe.
/// </summary>
public sealed class ActorCritic
{
    private readonly ActorCriticOptions _options;
    private readonly double _discount;
    private readonly RandomStream _chance;
    private readonly NetworkPass _actorPass;
    private readonly NetworkPass _criticPass;
    private readonly AdamOptimizer _actorOptimizer;
    private readonly AdamOptimizer _criticOptimizer;
    private readonly float[] _actorGradients;
    private readonly float[] _criticGradients;
    private readonly float[] _slope;
    private readonly double[] _probabilities;

    /// <summary>A learner that knows nothing yet.</summary>
    /// <param name="stateSize">The length of a state's vector.</param>
    /// <param name="actions">How many actions there are.</param>
    /// <param name="discount">γ in [0, 1].</param>
    /// <param name="options">How it learns.</param>
    public ActorCritic(int stateSize, int actions, double discount, ActorCriticOptions options)
    {
        _options = options;
        _discount = discount;
        _chance = new RandomStream(options.Seed);
        Actor = new DenseNetwork([stateSize, .. options.Hidden, actions], _chance);
        Critic = new DenseNetwork([stateSize, .. options.Hidden, 1], _chance);
        (_actorPass, _criticPass) = (new NetworkPass(Actor), new NetworkPass(Critic));
        (_actorOptimizer, _criticOptimizer) =
            (new AdamOptimizer(Actor.Parameters.Length, 0.5), new AdamOptimizer(Critic.Parameters.Length, 10));
        (_actorGradients, _criticGradients) = (new float[Actor.Parameters.Length], new float[Critic.Parameters.Length]);
        (_slope, _probabilities) = (new float[actions], new double[actions]);
    }

    /// <summary>State in, logits of the actions out.</summary>
    public DenseNetwork Actor { get; }

    /// <summary>State in, its value out.</summary>
    public DenseNetwork Critic { get; }

    /// <summary>The probability of each action in a state; 0 for those not allowed.</summary>
    public void Probabilities(ReadOnlySpan<float> state, ReadOnlySpan<bool> mask, Span<double> probabilities) =>
        MaskedChoice.Softmax(Actor.Forward(state, _actorPass), mask, probabilities);

    /// <summary>Acts and learns in an environment.</summary>
    /// <param name="environment">Of the same sizes.</param>
    /// <param name="steps">Actions, rounded up to whole rounds.</param>
    public void Train(IEnvironment environment, int steps)
    {
        var rollout = new Rollout(environment.StateSize, environment.ActionCount, _options.Horizon);
        var order = Enumerable.Range(0, _options.Horizon).ToArray();
        var next = new float[environment.StateSize];
        var rounds = (steps + _options.Horizon - 1) / _options.Horizon;
        var inEpisode = 0;
        for (var round = 0; round < rounds; round++)
        {
            inEpisode = Act(environment, rollout, next, inEpisode);
            rollout.Judge(_discount, _options.Trace);
            var left = 1 - (round / (double)rounds);
            for (var pass = 0; pass < _options.Passes; pass++)
            {
                Shuffle(order);
                for (var from = 0; from < order.Length; from += _options.Batch)
                {
                    Learn(rollout, order.AsSpan(from, Math.Min(_options.Batch, order.Length - from)), left);
                }
            }
        }
    }

    private int Act(IEnvironment environment, Rollout rollout, float[] next, int inEpisode)
    {
        for (var t = 0; t < _options.Horizon; t++)
        {
            if (inEpisode == 0)
            {
                environment.Reset(_chance);
            }
            environment.Observe(rollout.States[t]);
            environment.Allowed(rollout.Masks[t]);
            Probabilities(rollout.States[t], rollout.Masks[t], _probabilities);
            var action = _chance.NextIndex(_probabilities);
            rollout.Actions[t] = action;
            rollout.Probabilities[t] = _probabilities[action];
            rollout.Values[t] = Critic.Forward(rollout.States[t], _criticPass)[0];
            var isEnd = environment.Step(action, _chance, out rollout.Rewards[t]);
            environment.Observe(next);
            rollout.NextValues[t] = isEnd ? 0 : Critic.Forward(next, _criticPass)[0];
            inEpisode = isEnd || inEpisode + 1 >= _options.MostSteps ? 0 : inEpisode + 1;
            rollout.IsLast[t] = inEpisode == 0;
        }
        return inEpisode;
    }

    private void Learn(Rollout rollout, ReadOnlySpan<int> batch, double left)
    {
        Array.Clear(_actorGradients);
        Array.Clear(_criticGradients);
        foreach (var t in batch)
        {
            Probabilities(rollout.States[t], rollout.Masks[t], _probabilities);
            Slope(rollout, t, _options.Entropy * left, 1.0 / batch.Length);
            Actor.Backward(_slope, _actorPass, _actorGradients);
            var error = (Critic.Forward(rollout.States[t], _criticPass)[0] - rollout.Returns[t]) / batch.Length;
            Critic.Backward([(float)error], _criticPass, _criticGradients);
        }
        var rate = _options.LearningRate * (0.01 + (0.99 * left));
        _actorOptimizer.Step(Actor.Parameters, _actorGradients, rate);
        _criticOptimizer.Step(Critic.Parameters, _criticGradients, rate);
    }

    /// <summary>
    /// The slope of −min(ρ Â, clip(ρ, 1 − ε, 1 + ε) Â) − entropy along the logits (Schulman et al. 2017, equations 7 and 9).
    /// </summary>
    private void Slope(Rollout rollout, int t, double entropyWeight, double share)
    {
        var (action, advantage) = (rollout.Actions[t], rollout.Advantages[t]);
        var ratio = _probabilities[action] / rollout.Probabilities[t];
        // Where the clipped term is the smaller one, it does not move with the logits.
        var isClipped = advantage > 0 ? ratio > 1 + _options.Clip : ratio < 1 - _options.Clip;
        var gain = isClipped ? 0 : ratio * advantage;
        var entropy = 0.0;
        foreach (var p in _probabilities)
        {
            entropy -= p > 0 ? p * Math.Log(p) : 0;
        }
        for (var a = 0; a < _slope.Length; a++)
        {
            var p = _probabilities[a];
            var alongPolicy = -gain * ((a == action ? 1 : 0) - p);
            var alongEntropy = p > 0 ? entropyWeight * p * (Math.Log(p) + entropy) : 0;
            _slope[a] = rollout.Masks[t][a] ? (float)(share * (alongPolicy + alongEntropy)) : 0;
        }
    }

    private void Shuffle(int[] order)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = _chance.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
