namespace Personalization.Engine.Reinforcement;

/// <summary>How an actor and its critic learn.</summary>
public sealed record ActorCriticOptions
{
    /// <summary>Hidden layers of each of the two networks.</summary>
    /// <value>Default: two of 32.</value>
    public IReadOnlyList<int> Hidden { get; init; } = [32, 32];

    /// <summary>The learning rate at the start; it falls in a straight line to a hundredth.</summary>
    /// <value>Above 0. Default: 0.003.</value>
    public double LearningRate { get; init; } = 0.003;

    /// <summary>Actions between two rounds of learning.</summary>
    /// <value>1 or more. Default: 512.</value>
    public int Horizon { get; init; } = 512;

    /// <summary>Passes over them in a round.</summary>
    /// <value>1 or more. Default: 4.</value>
    public int Passes { get; init; } = 4;

    /// <summary>Actions of a step of learning.</summary>
    /// <value>1 or more. Default: 64.</value>
    public int Batch { get; init; } = 64;

    /// <summary>
    /// How far the probability of an action may move in a round before nothing is gained by more (ε of Schulman et al. 2017, equation 7).
    /// </summary>
    /// <value>Above 0. Default: 0.2.</value>
    public double Clip { get; init; } = 0.2;

    /// <summary>λ of generalized advantage estimation (Schulman et al. 2016, equation 16).</summary>
    /// <value>[0, 1]. Default: 0.95.</value>
    public double Trace { get; init; } = 0.95;

    /// <summary>How much doubt is worth at the start, in units of entropy; it falls in a straight line to 0.</summary>
    /// <value>0 or more. Default: 0.02.</value>
    public double Entropy { get; init; } = 0.02;

    /// <summary>An episode is cut short after so many steps; that is not its end.</summary>
    /// <value>1 or more. Default: 200.</value>
    public int MostSteps { get; init; } = 200;

    /// <summary>Of all chance.</summary>
    public ulong Seed { get; init; } = 1;
}
