namespace Personalization.Engine.Bandits;

/// <summary>
/// A way to choose among arms of which a mean reward and its uncertainty are believed, whatever model the beliefs come from. Pure and
/// thread-safe.
/// </summary>
public interface IBeliefPolicy
{
    /// <summary>What the policy is called in settings and reports, in kebab-case.</summary>
    string Name { get; }

    /// <summary>The probability of each arm.</summary>
    /// <param name="beliefs">What is believed of the available arms, at least one.</param>
    /// <param name="probabilities">Takes one number per arm; they sum to 1 up to rounding.</param>
    void Probabilities(ArmBeliefs beliefs, Span<double> probabilities);
}
