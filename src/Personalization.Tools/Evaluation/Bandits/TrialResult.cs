namespace Personalization.Tools.Evaluation.Bandits;

/// <summary>What a policy reached on one shuffle.</summary>
/// <param name="MeanReward">Over the whole pass, in [0, 1].</param>
/// <param name="TimePerRow">Deciding, learning and publishing, on one thread.</param>
internal readonly record struct TrialResult(double MeanReward, TimeSpan TimePerRow);
