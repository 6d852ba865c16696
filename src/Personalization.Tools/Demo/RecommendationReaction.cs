using Personalization.Contracts;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Demo;

/// <summary>What a shopper does on seeing a list of recommendations.</summary>
/// <param name="Traffic">The shop.</param>
/// <param name="Shopper">Who looks.</param>
/// <param name="Seen">The page on which the list stands; its visit and channel carry over.</param>
internal readonly record struct RecommendationReaction(DemoTraffic Traffic, DemoShopper Shopper, Event Seen)
{
    /// <summary>The events, each with the time from now until it happens; none when nothing in the list suits the shopper.</summary>
    public List<(Event Event, TimeSpan After)> To(IReadOnlyList<string> recommended, DateTimeOffset now, ref SeededRandom random)
    {
        List<(Event, TimeSpan)> reaction = [];
        for (var place = 0; place < recommended.Count; place++)
        {
            var product = Traffic.Shelf.Find(recommended[place]);
            // The further down, the less likely it is noticed at all.
            if (product < 0 || recommended[place] == Seen.ItemId || !random.Chance(1 / (1 + (0.25 * place))))
            {
                continue;
            }
            if (!random.Chance(Appeal(product, now)))
            {
                continue;
            }
            var found = Traffic.Shelf.Products[product];
            var after = TimeSpan.FromSeconds(2 + random.Next(8));
            reaction.Add((Make(EventTypes.Click, found, VisitPhrases.Recommendation), after));
            reaction.Add((Make(EventTypes.PageView, found, Seen.Context), after += TimeSpan.FromSeconds(1)));
            if (found.InStock && random.Chance(0.12))
            {
                reaction.Add((Make(EventTypes.AddToCart, found, Seen.Context, found.Item.Price, 1), after += TimeSpan.FromSeconds(20)));
                if (random.Chance(Shopper.Conversion))
                {
                    reaction.Add((Make(EventTypes.Purchase, found, Seen.Context, found.Item.Price, 1), after + TimeSpan.FromSeconds(60)));
                }
            }
            break;
        }
        return reaction;
    }

    /// <summary>
    /// How likely the shopper clicks on a product once noticed, [0, 1]: its department must be dear to them, and it must suit them.
    /// </summary>
    public double Appeal(int product, DateTimeOffset now)
    {
        var found = Traffic.Shelf.Products[product];
        var drifted = Shopper.Drifted(now);
        var care = ((1 - drifted) * Shopper.EarlyTaste.Departments[found.Department])
            + (drifted * Shopper.LateTaste.Departments[found.Department]);
        return care < 0.05 ? 0 : Math.Clamp((0.1 + (0.5 * Math.Sqrt(care))) * (0.6 + (0.4 * Traffic.Liking.Of(Shopper, product))), 0, 0.9);
    }

    private Event Make(string type, DemoProduct product, JsonText context, double? value = null, double? quantity = null) => new()
    {
        EventType = type,
        UserId = Shopper.UserId,
        SessionId = Seen.SessionId,
        ItemId = product.Item.ItemId,
        Channel = Seen.Channel,
        Value = value,
        Quantity = quantity,
        Context = context,
        Properties = type == EventTypes.PageView ? product.Page : default,
    };
}
