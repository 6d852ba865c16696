using Personalization.Contracts.Ranking;

namespace Personalization.Engine.Ranking;

/// <summary>What the decision path answers.</summary>
/// <param name="Items">The items, best first.</param>
/// <param name="ModelVersion">The model that scored them.</param>
/// <param name="Stages">The stages, when asked for.</param>
public readonly record struct RankedList(RankedItem[] Items, string ModelVersion, IReadOnlyList<StageTrace>? Stages);
