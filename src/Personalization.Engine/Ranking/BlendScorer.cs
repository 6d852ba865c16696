using System.Numerics.Tensors;

namespace Personalization.Engine.Ranking;

/// <summary>
/// A weighted blend of the recommenders' judgements, divided by the sum of the weights, times what the filters left. The stand-in for a
/// learnt model, and what a learnt model is measured against.
/// </summary>
public sealed class BlendScorer : IScorer
{
    private readonly float[] _weights;

    /// <summary>
    /// Creates the blend of the recommenders with these <paramref name="codes"/>, in this order; a code without a weight does not count.
    /// </summary>
    public BlendScorer(IReadOnlyList<string> codes, IReadOnlyDictionary<string, float> weights)
    {
        var total = codes.Sum(code => weights.GetValueOrDefault(code));
        _weights = [.. codes.Select(code => total > 0 ? weights.GetValueOrDefault(code) / total : 0)];
    }

    /// <summary>Whether a recommender's judgement counts.</summary>
    public bool Weighs(int recommender) => _weights[recommender] != 0;

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
