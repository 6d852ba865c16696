namespace Personalization.Engine.Reinforcement;

/// <summary>How a Q-network learns.</summary>
public sealed record DeepQOptions
{
    /// <summary>Hidden layers.</summary>
    /// <value>Default: two of 32.</value>
    public IReadOnlyList<int> Hidden { get; init; } = [32, 32];

    /// <summary>The learning rate at the start; it falls in a straight line to a hundredth, so that values come to rest.</summary>
    /// <value>Above 0. Default: 0.002.</value>
    public double LearningRate { get; init; } = 0.002;

    /// <summary>Transitions of a step of learning.</summary>
    /// <value>1 or more. Default: 32.</value>
    public int Batch { get; init; } = 32;

    /// <summary>Transitions that are kept.</summary>
    /// <value>Default: 20,000.</value>
    public int Replay { get; init; } = 20_000;

    /// <summary>Transitions before learning begins.</summary>
    /// <value>Default: 500.</value>
    public int WarmUp { get; init; } = 500;

    /// <summary>Steps of learning after which the target network takes over the weights.</summary>
    /// <value>1 or more. Default: 250.</value>
    public int TargetInterval { get; init; } = 250;

    /// <summary>The share of actions by chance at the start; it falls in a straight line over the first half of the training.</summary>
    /// <value>[0, 1]. Default: 1.</value>
    public double FirstExploration { get; init; } = 1;

    /// <summary>The share of actions by chance in the second half.</summary>
    /// <value>[0, 1]. Default: 0.1.</value>
    public double LastExploration { get; init; } = 0.1;

    /// <summary>
    /// Errors beyond this count linearly instead of by their square (Huber 1964). Smaller than the noise of returns, it turns means into
    /// medians, and rare large rewards are overlooked: keep it above the largest reward.
    /// </summary>
    /// <value>Above 0. Default: 10.</value>
    public double HuberDelta { get; init; } = 10;

    /// <summary>
    /// α of conservative Q-learning (Kumar et al. 2020, equation 4, CQL(H)): how much values of actions that the log does not hold are
    /// pushed below those of logged ones. For learning from logs.
    /// </summary>
    /// <value>0 or more. Default: 0, plain DQN.</value>
    public double Conservatism { get; init; }

    /// <summary>An episode is cut short after so many steps; that is not its end.</summary>
    /// <value>1 or more. Default: 200.</value>
    public int MostSteps { get; init; } = 200;

    /// <summary>Of all chance.</summary>
    public ulong Seed { get; init; } = 1;
}
