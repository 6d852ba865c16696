using Personalization.Contracts.Ranking;

namespace Personalization.Engine.Ranking;

/// <summary>What the decision path answers.</summary>
/// <param name="Items">The items, best first.</param>
/// <param name="ModelVersion">The model that scored them.</param>
/// <param name="Stages">The stages, when asked for.</param>
/// <param name="Choice">The chosen place, when one was to be chosen; otherwise −1.</param>
public readonly record struct RankedList(RankedItem[] Items, string ModelVersion, IReadOnlyList<StageTrace>? Stages, int Choice = -1);
