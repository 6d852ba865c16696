namespace Personalization.Engine.Bandits;

/// <summary>What the default bandit knows of one arm at one moment. Immutable.</summary>
/// <param name="Candidates">Each candidate's weights, padded.</param>
/// <param name="Inverses">(λI + Σw x xᵀ)⁻¹ of each candidate whose uncertainty may steer exploration, packed; else null.</param>
internal sealed record AdaptiveArm(double[][] Candidates, double[]?[] Inverses);
