namespace Personalization.Engine.Ranking;

/// <summary>Orders by score alone.</summary>
public sealed class ScoreOrder : IReRanker
{
    /// <inheritdoc/>
    public string Code => "score";

    /// <inheritdoc/>
    public int Order(DecisionContext context, CandidateSet candidates, Span<int> ranked) => TopSlots.Select(candidates.Scores, ranked);
}
