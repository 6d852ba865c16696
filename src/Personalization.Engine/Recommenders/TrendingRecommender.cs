using Personalization.Contracts.Ranking;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// What is chosen significantly more often just now than usual. The score is 1 − e^(−z/10) of the item's significance z.
/// </summary>
public sealed class TrendingRecommender : IRecommender
{
    /// <inheritdoc/>
    public string Code => "trending";

    /// <inheritdoc/>
    public void Retrieve(DecisionContext context, CandidateSet candidates)
    {
        var items = context.Node.Signals.Popularity.Lists.Trending;
        foreach (var item in items[..Math.Min(items.Length, context.Most)])
        {
            candidates.Add(item);
        }
    }

    /// <inheritdoc/>
    public void Score(DecisionContext context, CandidateSet candidates, int column)
    {
        var scores = candidates.Column(column);
        var lists = context.Node.Signals.Popularity.Lists;
        for (var i = 0; i < lists.Trending.Length; i++)
        {
            var slot = candidates.SlotOf(lists.Trending[i]);
            if (slot >= 0)
            {
                scores[slot] = 1 - MathF.Exp(-lists.Trends[i] / 10);
            }
        }
    }

    /// <inheritdoc/>
    public Reason Explain(DecisionContext context, CandidateSet candidates, int column, int slot, double weight) =>
        new("trending", "Chosen far more often than usual right now", weight);
}
