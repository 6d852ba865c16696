namespace Personalization.Engine.OffPolicy;

/// <summary>What a model foretells of the rows of a log, each row by a model that did not see it.</summary>
/// <param name="Logged">q̂(x, a) of the logged choice.</param>
/// <param name="Target">Σₐ π(a|x) q̂(x, a).</param>
/// <param name="Influence">
/// What each row adds to the error of the mean of <paramref name="Target"/>, through its own context and through the models that it helped to fit; mean near 0.
/// </param>
public sealed record RewardPredictions(double[] Logged, double[] Target, double[] Influence);
