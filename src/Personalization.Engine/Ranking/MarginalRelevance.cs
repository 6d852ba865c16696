using Personalization.Engine.Catalog;

namespace Personalization.Engine.Ranking;

/// <summary>
/// Diversity by maximal marginal relevance (Carbonell and Goldstein 1998): the next item is the one with the highest
/// λ·relevance − (1 − λ)·(similarity to the most similar item already taken), relevance relative to the best score, similarity by
/// content signature. Analyses at the best-scored candidates only.
/// </summary>
public sealed class MarginalRelevance(float relevance, int depth) : IReRanker
{
    /// <inheritdoc/>
    public string Code => "diversity";

    /// <inheritdoc/>
    public int Order(DecisionContext context, CandidateSet candidates, Span<int> ranked)
    {
        var size = Math.Min(candidates.Count, Math.Max(depth, ranked.Length + (ranked.Length / 2)));
        Span<int> top = size <= 256 ? stackalloc int[size] : new int[size];
        top = top[..TopSlots.Select(candidates.Scores, top)];
        if (top.IsEmpty)
        {
            return 0;
        }
        Span<Pooled> pool = top.Length <= 256 ? stackalloc Pooled[top.Length] : new Pooled[top.Length];
        var scores = candidates.Scores;
        var items = candidates.Items;
        var scale = relevance / scores[top[0]];
        for (var i = 0; i < pool.Length; i++)
        {
            pool[i] = new Pooled(top[i], scale * scores[top[i]], items[top[i]]!.Signature);
        }
        var wanted = Math.Min(ranked.Length, top.Length);
        Span<ContentSignature> taken = wanted <= 64 ? stackalloc ContentSignature[wanted] : new ContentSignature[wanted];
        var first = 0;
        for (var place = 0; place < wanted; place++)
        {
            while (pool[first].IsTaken)
            {
                first++;
            }
            ref var chosen = ref pool[first + Next(pool[first..], taken[..place])];
            ranked[place] = chosen.Slot;
            taken[place] = chosen.Signature;
            chosen.IsTaken = true;
        }
        return wanted;
    }

    // The similarity to what was taken only grows, so what is known of it bounds the marginal relevance from above: a candidate whose bound
    // is no higher than the best so far is passed over without being compared further (lazy greedy, Minoux 1978).
    private int Next(Span<Pooled> pool, ReadOnlySpan<ContentSignature> taken)
    {
        var choice = 0;
        var highest = float.NegativeInfinity;
        for (var i = 0; i < pool.Length && pool[i].Relevance > highest; i++)
        {
            ref var pooled = ref pool[i];
            if (pooled.IsTaken)
            {
                continue;
            }
            var marginal = pooled.Relevance - ((1 - relevance) * pooled.Nearest);
            while (marginal > highest && pooled.Compared < taken.Length)
            {
                pooled.Nearest = Math.Max(pooled.Nearest, pooled.Signature.EstimateCosine(taken[pooled.Compared++]));
                marginal = pooled.Relevance - ((1 - relevance) * pooled.Nearest);
            }
            if (marginal > highest)
            {
                (highest, choice) = (marginal, i);
            }
        }
        return choice;
    }

    private struct Pooled(int slot, float relevance, in ContentSignature signature)
    {
        public readonly int Slot = slot;
        public readonly float Relevance = relevance;
        public readonly ContentSignature Signature = signature;
        public float Nearest;
        public int Compared;
        public bool IsTaken;
    }
}
