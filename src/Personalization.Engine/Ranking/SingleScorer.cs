namespace Personalization.Engine.Ranking;

/// <summary>Scores by one recommender's judgement alone, for a list that is asked of that recommender.</summary>
public sealed class SingleScorer(int column, string code) : IScorer
{
    /// <inheritdoc/>
    public string ModelVersion { get; } = code + "-1";

    /// <inheritdoc/>
    public void Score(DecisionContext context, CandidateSet candidates)
    {
        var scores = candidates.Scores;
        var judgements = candidates.Column(column);
        for (var slot = 0; slot < scores.Length; slot++)
        {
            scores[slot] = Math.Clamp(judgements[slot], 0, 1) * candidates.Factors[slot];
        }
    }

    /// <inheritdoc/>
    public float Contribution(CandidateSet candidates, int slot, int recommender) =>
        recommender == column ? candidates.Column(column)[slot] : 0;
}
