namespace Personalization.Tools.Evaluation.OffPolicy;

/// <summary>One recommendation of the Open Bandit Dataset.</summary>
/// <param name="Item">The item, from 0.</param>
/// <param name="Position">Its place on the page, from 1.</param>
/// <param name="Click">1 when it was clicked, else 0.</param>
/// <param name="Propensity">The probability with which the policy chose the item for that place.</param>
/// <param name="Affinities">The person's affinity to each item.</param>
internal readonly record struct OpenBanditRow(int Item, int Position, double Click, double Propensity, float[] Affinities);
