using Personalization.Contracts.Ranking;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// What many people choose, overall and in the wanted category. The score is the logarithmic share of the most popular item's weight.
/// </summary>
public sealed class PopularRecommender : IRecommender
{
    /// <inheritdoc/>
    public string Code => "popular";

    /// <inheritdoc/>
    public void Retrieve(DecisionContext context, CandidateSet candidates)
    {
        var popularity = context.Node.Signals.Popularity.Lists;
        var items = context.Category >= 0 ? popularity.PopularIn(context.Category) : popularity.Popular;
        // With little else to choose from, there must be enough left when all that the person knows is taken away.
        var most = candidates.Count > 3 * context.Wanted
            ? context.Most / 2
            : Math.Max(context.Most, context.Wanted + context.Recent.Length);
        foreach (var item in items[..Math.Min(items.Length, most)])
        {
            candidates.Add(item);
        }
    }

    /// <inheritdoc/>
    public void Score(DecisionContext context, CandidateSet candidates, int column)
    {
        var scores = candidates.Column(column);
        var popularity = context.Node.Signals.Popularity.Lists;
        var items = candidates.Items;
        for (var slot = 0; slot < scores.Length; slot++)
        {
            if (items[slot] is { } item)
            {
                scores[slot] = popularity.ShareOf(item.Handle);
            }
        }
    }

    /// <inheritdoc/>
    public Reason Explain(DecisionContext context, CandidateSet candidates, int column, int slot, double weight) =>
        new("popular", candidates.Items[slot] is { CategoryAttribute: >= 0 } item
            ? "Popular in " + context.Node.Vocabulary.Attributes[item.CategoryAttribute].Value : "Popular with everyone", weight);
}
