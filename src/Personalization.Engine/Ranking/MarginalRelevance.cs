using System.Buffers;

namespace Personalization.Engine.Ranking;

/// <summary>
/// Diversity by maximal marginal relevance (Carbonell and Goldstein 1998): the next item is the one with the highest
/// λ·relevance − (1 − λ)·(similarity to the most similar item already taken), relevance relative to the best score, similarity by
/// content signature. Looks at the best-scored candidates only.
/// </summary>
public sealed class MarginalRelevance(float relevance, int depth) : IReRanker
{
    /// <inheritdoc/>
    public string Code => "diversity";

    /// <inheritdoc/>
    public int Order(DecisionContext context, CandidateSet candidates, Span<int> ranked)
    {
        var pool = ArrayPool<int>.Shared.Rent(Math.Max(depth, ranked.Length + (ranked.Length / 2)));
        try
        {
            return Order(candidates, ranked, pool.AsSpan(0, Math.Max(depth, ranked.Length + (ranked.Length / 2))));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(pool);
        }
    }

    private int Order(CandidateSet candidates, Span<int> ranked, Span<int> top)
    {
        var count = TopSlots.Select(candidates.Scores, top);
        if (count == 0)
        {
            return 0;
        }
        var scores = candidates.Scores;
        var items = candidates.Items;
        var best = scores[top[0]];
        Span<float> nearest = count <= 256 ? stackalloc float[count] : new float[count];
        nearest.Clear();
        var wanted = Math.Min(ranked.Length, count);
        for (var taken = 0; taken < wanted; taken++)
        {
            var choice = -1;
            var highest = float.NegativeInfinity;
            for (var i = 0; i < count; i++)
            {
                if (top[i] < 0)
                {
                    continue;
                }
                var marginal = (relevance * (scores[top[i]] / best)) - ((1 - relevance) * nearest[i]);
                if (marginal > highest)
                {
                    (highest, choice) = (marginal, i);
                }
            }
            ranked[taken] = top[choice];
            top[choice] = -1;
            if (items[ranked[taken]] is not { } chosen || taken + 1 == wanted)
            {
                continue;
            }
            for (var i = 0; i < count; i++)
            {
                if (top[i] >= 0 && items[top[i]] is { } other)
                {
                    nearest[i] = Math.Max(nearest[i], chosen.Signature.EstimateCosine(other.Signature));
                }
            }
        }
        return wanted;
    }
}
