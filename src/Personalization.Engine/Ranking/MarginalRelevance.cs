using System.Buffers;
using Personalization.Engine.Catalog;

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
        Span<Pooled> pool = count <= 256 ? stackalloc Pooled[count] : new Pooled[count];
        var best = candidates.Scores[top[0]];
        for (var i = 0; i < count; i++)
        {
            pool[i] = new Pooled(top[i], relevance * candidates.Scores[top[i]] / best, candidates.Items[top[i]]!.Signature);
        }
        var wanted = Math.Min(ranked.Length, count);
        Span<ContentSignature> taken = wanted <= 64 ? stackalloc ContentSignature[wanted] : new ContentSignature[wanted];
        for (var place = 0; place < wanted; place++)
        {
            var choice = Next(pool, taken[..place]);
            ranked[place] = pool[choice].Slot;
            taken[place] = pool[choice].Signature;
            // The rest stays in the order of relevance, so that ties are decided by it.
            pool[(choice + 1)..].CopyTo(pool[choice..]);
            pool = pool[..^1];
        }
        return wanted;
    }

    // The similarity to what was taken only grows, so what is known of it bounds the marginal relevance from above: a candidate whose bound is no higher than
    // the best so far is passed over without being compared further (lazy greedy, Minoux 1978).
    private int Next(Span<Pooled> pool, ReadOnlySpan<ContentSignature> taken)
    {
        var choice = 0;
        var highest = float.NegativeInfinity;
        for (var i = 0; i < pool.Length && pool[i].Relevance > highest; i++)
        {
            ref var pooled = ref pool[i];
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
    }
}
