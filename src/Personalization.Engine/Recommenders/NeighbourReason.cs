using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Recommenders;

/// <summary>Says in words why an item follows from another one.</summary>
public static class NeighbourReason
{
    /// <summary>
    /// The code and words of the reason for an item that <paramref name="code"/> found through <paramref name="anchor"/>.
    /// </summary>
    public static (string Code, string Text) For(string code, DecisionContext context, in Anchor anchor)
    {
        var name = context.Node.Catalog.Find(anchor.Item)?.Name ?? context.Node.Vocabulary.Items[anchor.Item];
        if (anchor.Kind is not { } kind)
        {
            return code switch
            {
                "also_bought" => ("bought_together", $"Often bought together with {name}"),
                "content" => ("similar_content", $"Similar to {name}"),
                _ => ("also_viewed", $"People who looked at {name} also looked at this"),
            };
        }
        var (suffix, verb) = Act(kind);
        var when = Ago(context.Now, anchor.Time);
        return code switch
        {
            "also_bought" => ("bought_together", $"Often bought with {name}, which you {verb} {when}"),
            "content" => ("similar_to_" + suffix, $"Similar to {name}, which you {verb} {when}"),
            _ => ("together_with_" + suffix, $"Often chosen with {name}, which you {verb} {when}"),
        };
    }

    /// <summary>How long ago in words.</summary>
    public static string Ago(uint now, uint then)
    {
        var seconds = now > then ? now - then : 0;
        return seconds switch
        {
            < 10 => "just now",
            < 60 => $"{seconds} seconds ago",
            < 120 => "a minute ago",
            < 3600 => $"{seconds / 60} minutes ago",
            < 7200 => "an hour ago",
            < 86400 => $"{seconds / 3600} hours ago",
            < 172800 => "yesterday",
            < 60 * 86400 => $"{seconds / 86400} days ago",
            < 730 * 86400 => $"{seconds / (30 * 86400)} months ago",
            _ => $"{seconds / (365 * 86400)} years ago",
        };
    }

    /// <summary>What a person did with an item: the end of a reason's code, and the words.</summary>
    public static (string Suffix, string Verb) Act(EventKind kind) => kind.Name switch
    {
        EventTypes.Purchase => ("bought", "bought"),
        EventTypes.AddToCart => ("in_cart", "put into your cart"),
        EventTypes.Rating => ("rated", "rated"),
        EventTypes.Like => ("liked", "liked"),
        EventTypes.Wishlist => ("wished", "put on your wish list"),
        EventTypes.MediaPlay => ("played", "played"),
        EventTypes.Click => ("clicked", "clicked"),
        EventTypes.Share => ("shared", "shared"),
        _ => ("viewed", "viewed"),
    };
}
