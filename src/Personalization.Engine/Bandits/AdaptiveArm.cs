namespace Personalization.Engine.Bandits;

/// <summary>What the default bandit knows of one arm at one moment. Immutable.</summary>
/// <param name="Candidates">Each candidate's weights, padded.</param>
/// <param name="Inverse">(λI + Σw x xᵀ)⁻¹ of the first candidate, packed.</param>
internal sealed record AdaptiveArm(double[][] Candidates, double[] Inverse);
