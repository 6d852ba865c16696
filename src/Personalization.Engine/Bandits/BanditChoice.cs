namespace Personalization.Engine.Bandits;

/// <summary>What a bandit chose.</summary>
/// <param name="Index">The arm's place among those that were available.</param>
/// <param name="Propensity">
/// The exact probability with which this arm was to be chosen, in (0, 1]; it belongs into the log of decisions.
/// </param>
public readonly record struct BanditChoice(int Index, double Propensity);
