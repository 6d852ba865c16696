using Personalization.Contracts.Ranking;
using Personalization.Engine.Catalog;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// What matches the person's tastes. The score is the mean taste for the item's attributes, a category and a brand counting double;
/// candidates are the most popular items of the favourite categories.
/// </summary>
public sealed class AffinityRecommender : IRecommender
{
    private const int FavouriteCategories = 3;

    private static readonly float[] Importance = [2f, 1.5f, 2f, 1f, 1f, 0f];

    /// <inheritdoc/>
    public string Code => "affinity";

    /// <inheritdoc/>
    public void Retrieve(DecisionContext context, CandidateSet candidates)
    {
        Span<int> favourites = stackalloc int[FavouriteCategories];
        var count = Favourites(context, favourites);
        foreach (var category in favourites[..count])
        {
            var items = context.Node.Signals.Popularity.PopularIn(category);
            foreach (var item in items[..Math.Min(items.Length, context.Node.Options.CandidatesPerRecommender / 2)])
            {
                candidates.Add(item);
            }
        }
    }

    /// <inheritdoc/>
    public void Score(DecisionContext context, CandidateSet candidates, int column)
    {
        var scores = candidates.Column(column);
        if (context.Tastes.IsEmpty)
        {
            return;
        }
        var items = candidates.Items;
        for (var slot = 0; slot < scores.Length; slot++)
        {
            if (items[slot] is { } item)
            {
                scores[slot] = Match(context, item);
            }
        }
    }

    /// <inheritdoc/>
    public Reason Explain(DecisionContext context, CandidateSet candidates, int column, int slot, double weight)
    {
        var strongest = -1;
        var attributes = candidates.Items[slot]!.Attributes;
        foreach (var attribute in attributes)
        {
            if (strongest < 0 || Weight(context, attribute) > Weight(context, strongest))
            {
                strongest = attribute;
            }
        }
        var (dimension, value) = context.Node.Vocabulary.Attributes[strongest];
        return dimension switch
        {
            AttributeDimension.Brand => new("brand_affinity", $"From {value}, a brand you like", weight),
            AttributeDimension.PriceLevel => new("price_affinity", $"In your usual price range ({value})", weight),
            AttributeDimension.Tag => new("tag_affinity", $"Because you like “{value}”", weight),
            _ => new("category_affinity", $"Because you like {value}", weight),
        };
    }

    private static float Match(DecisionContext context, CatalogItem item)
    {
        float sum = 0, total = 0;
        foreach (var attribute in item.Attributes)
        {
            var importance = Importance[(int)context.Node.Vocabulary.Attributes.DimensionOf(attribute)];
            sum += importance * context.TasteFor(attribute);
            total += importance;
        }
        return total > 0 ? sum / total : 0;
    }

    private static float Weight(DecisionContext context, int attribute) =>
        Importance[(int)context.Node.Vocabulary.Attributes.DimensionOf(attribute)] * context.TasteFor(attribute);

    private static int Favourites(DecisionContext context, Span<int> favourites)
    {
        var count = 0;
        foreach (var entry in context.Tastes)
        {
            if (entry.Scaled <= 0 || context.Node.Vocabulary.Attributes.DimensionOf(entry.Key) != AttributeDimension.Category)
            {
                continue;
            }
            var at = count;
            while (at > 0 && context.TasteFor(favourites[at - 1]) < context.TasteFor(entry.Key))
            {
                at--;
            }
            if (at == favourites.Length)
            {
                continue;
            }
            count = Math.Min(count + 1, favourites.Length);
            favourites[at..(count - 1)].CopyTo(favourites[(at + 1)..]);
            favourites[at] = entry.Key;
        }
        return count;
    }
}
