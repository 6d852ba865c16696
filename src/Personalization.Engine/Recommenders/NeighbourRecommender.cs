using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// Items similar to those the person dealt with lately, in one sense of similar (viewed together, bought together, alike in content). The
/// raw score is the sum over the anchors of weight × similarity; scaled by the best candidate's, times its own size s/(s + c), so that
/// weak evidence stays weak.
/// </summary>
/// <param name="code">The recommender's code.</param>
/// <param name="neighbours">The sense of similar, on a node.</param>
/// <param name="anchorKinds">
/// Which anchors to start from; all when <see langword="null"/>. The item that the request names always counts.
/// </param>
/// <param name="maxAnchors">The most anchors used.</param>
/// <param name="evidence">The constant c.</param>
public sealed class NeighbourRecommender(
    string code, Func<ReadModels, INeighbours> neighbours, EventMeaning? anchorKinds, int maxAnchors, float evidence) : IRecommender
{
    private const int NearestPerAnchor = 30;

    /// <inheritdoc/>
    public string Code => code;

    /// <inheritdoc/>
    public void Retrieve(DecisionContext context, CandidateSet candidates)
    {
        var source = neighbours(context.Node);
        var sums = context.Sums;
        sums.Reset(context.Node.Catalog.Items.Length);
        var used = 0;
        foreach (ref readonly var anchor in context.Anchors)
        {
            if (!Starts(anchor))
            {
                continue;
            }
            sums.Add(Near(source, anchor), anchor.Weight);
            if (++used == maxAnchors)
            {
                break;
            }
        }
        sums.AddTop(candidates, context.Most);
    }

    /// <inheritdoc/>
    public void Score(DecisionContext context, CandidateSet candidates, int column)
    {
        var scores = candidates.Column(column);
        var source = neighbours(context.Node);
        var anchors = context.Anchors;
        var anchorOf = candidates.AnchorColumn(column);
        Span<float> strongest = scores.Length <= 1024 ? stackalloc float[scores.Length] : new float[scores.Length];
        strongest.Clear();
        var best = 0f;
        var used = 0;
        for (var a = 0; a < anchors.Length && used < maxAnchors; a++)
        {
            if (!Starts(anchors[a]))
            {
                continue;
            }
            used++;
            foreach (var similar in Near(source, anchors[a]))
            {
                var slot = candidates.SlotOf(similar.Item);
                if (slot < 0)
                {
                    continue;
                }
                var gain = anchors[a].Weight * similar.Similarity;
                scores[slot] += gain;
                best = Math.Max(best, scores[slot]);
                if (gain > strongest[slot])
                {
                    strongest[slot] = gain;
                    anchorOf[slot] = a;
                }
            }
        }
        if (best > 0)
        {
            System.Numerics.Tensors.TensorPrimitives.Multiply(scores, 1 / (best + evidence), scores);
        }
    }

    /// <inheritdoc/>
    public Reason Explain(DecisionContext context, CandidateSet candidates, int column, int slot, double weight)
    {
        var at = candidates.AnchorColumn(column)[slot];
        if (at < 0)
        {
            return new Reason(code, "Similar to what you looked at", weight);
        }
        var (reason, text) = context.Phrase(column, at, static (context, anchor, code) => NeighbourReason.For(code, context, anchor), code);
        return new Reason(reason, text, weight);
    }

    private static ReadOnlySpan<Neighbour> Near(INeighbours source, in Anchor anchor)
    {
        var similar = source.Similar(anchor.Item);
        return similar.Length <= NearestPerAnchor ? similar : similar[..NearestPerAnchor];
    }

    private bool Starts(in Anchor anchor) => anchorKinds is not { } kinds || anchor.Kind is null || anchor.Kind.Is(kinds);
}
