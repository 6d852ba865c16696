namespace Personalization.Engine.Bandits;

/// <summary>A way to choose among arms without context. Pure and thread-safe; how it chooses is all in the probabilities.</summary>
public interface IArmPolicy
{
    /// <summary>What the policy is called in settings and reports, in kebab-case.</summary>
    string Name { get; }

    /// <summary>The probability of each arm.</summary>
    /// <param name="arms">What is known of the available arms, at least one.</param>
    /// <param name="probabilities">Takes one number per arm; they sum to 1 up to rounding.</param>
    void Probabilities(ReadOnlySpan<ArmStatistics> arms, Span<double> probabilities);
}
