using System.Numerics.Tensors;

namespace Personalization.Engine.Ranking;

/// <summary>
/// A weighted blend of the recommenders' judgements, divided by the sum of the weights, times what the filters left. The stand-in for a
/// learnt model, and what a learnt model is measured against.
/// </summary>
public sealed class BlendScorer : IScorer
{
    private readonly float[] _weights;

    /// <summary>Creates the blend of <paramref name="recommenders"/> with the weights by code; a code without a weight does not count.</summary>
    public BlendScorer(IReadOnlyList<IRecommender> recommenders, IReadOnlyDictionary<string, float> weights)
    {
        var total = recommenders.Sum(r => weights.GetValueOrDefault(r.Code));
        _weights = [.. recommenders.Select(r => total > 0 ? weights.GetValueOrDefault(r.Code) / total : 0)];
    }

    /// <inheritdoc/>
    public string ModelVersion => "blend-1";

    /// <inheritdoc/>
    public void Score(DecisionContext context, CandidateSet candidates)
    {
        var scores = candidates.Scores;
        scores.Clear();
        for (var i = 0; i < _weights.Length; i++)
        {
            if (_weights[i] != 0)
            {
                TensorPrimitives.MultiplyAdd(candidates.Column(i), _weights[i], scores, scores);
            }
        }
        TensorPrimitives.Max(scores, 0f, scores);
        TensorPrimitives.Min(scores, 1f, scores);
        TensorPrimitives.Multiply(scores, candidates.Factors, scores);
    }

    /// <inheritdoc/>
    public float Contribution(CandidateSet candidates, int slot, int recommender) =>
        _weights[recommender] * candidates.Column(recommender)[slot];
}
