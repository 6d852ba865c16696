using Personalization.Contracts.Ranking;
using Personalization.Engine.Catalog;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// What matches the person's tastes. The score is the mean taste for the item's attributes, weighted by their importance; candidates are
/// the most popular items of the favourite categories.
/// </summary>
public sealed class AffinityRecommender : IRecommender
{
    private const int FavouriteCategories = 3;

    /// <inheritdoc/>
    public string Code => "affinity";

    /// <inheritdoc/>
    public void Retrieve(DecisionContext context, CandidateSet candidates)
    {
        Span<int> favourites = stackalloc int[FavouriteCategories];
        var count = Favourites(context, favourites);
        foreach (var category in favourites[..count])
        {
            var items = context.Node.Signals.Popularity.Lists.PopularIn(category);
            foreach (var item in items[..Math.Min(items.Length, context.Most / FavouriteCategories)])
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
            if (items[slot] is not { Importance: > 0 } item)
            {
                continue;
            }
            var sum = 0f;
            foreach (var attribute in item.Attributes)
            {
                sum += context.PullOf(attribute);
            }
            scores[slot] = sum / item.Importance;
        }
    }

    /// <inheritdoc/>
    public Reason Explain(DecisionContext context, CandidateSet candidates, int column, int slot, double weight)
    {
        var strongest = -1;
        var attributes = candidates.Items[slot]!.Attributes;
        foreach (var attribute in attributes)
        {
            if (strongest < 0 || context.PullOf(attribute) > context.PullOf(strongest))
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
