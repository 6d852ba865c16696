namespace Personalization.Contracts.Events;

/// <summary>
/// The names of the event types whose meaning the engine knows. Other names are custom types: counted and kept, with no further meaning.
/// </summary>
public static class EventTypes
{
    /// <summary>A page or an item's page was shown.</summary>
    public const string PageView = "page_view";
    /// <summary>Something was clicked.</summary>
    public const string Click = "click";
    /// <summary>A page was scrolled.</summary>
    public const string Scroll = "scroll";
    /// <summary>A search was made; the query is in the properties.</summary>
    public const string Search = "search";
    /// <summary>A category or list was browsed.</summary>
    public const string Browse = "browse";
    /// <summary>An item was put on a wish list.</summary>
    public const string Wishlist = "wishlist";
    /// <summary>An item was put into the cart.</summary>
    public const string AddToCart = "add_to_cart";
    /// <summary>An item was taken out of the cart.</summary>
    public const string RemoveFromCart = "remove_from_cart";
    /// <summary>An item was bought; the value is the money paid.</summary>
    public const string Purchase = "purchase";
    /// <summary>An item was rated; the value is 0.5 to 5 stars.</summary>
    public const string Rating = "rating";
    /// <summary>An item was liked.</summary>
    public const string Like = "like";
    /// <summary>An item was disliked.</summary>
    public const string Dislike = "dislike";
    /// <summary>A recommended item was dismissed.</summary>
    public const string Dismiss = "dismiss";
    /// <summary>An item, or items of its kind, are of no interest.</summary>
    public const string NotInterested = "not_interested";
    /// <summary>An item was shared with others.</summary>
    public const string Share = "share";
    /// <summary>Someone or something was followed.</summary>
    public const string Follow = "follow";
    /// <summary>A comment or review was written.</summary>
    public const string Comment = "comment";
    /// <summary>Media was played; the value is seconds.</summary>
    public const string MediaPlay = "media_play";
    /// <summary>An e-mail was opened.</summary>
    public const string EmailOpen = "email_open";
    /// <summary>A form was submitted.</summary>
    public const string FormSubmit = "form_submit";
    /// <summary>An app was used.</summary>
    public const string AppUsage = "app_usage";
    /// <summary>Place, weather or device changed.</summary>
    public const string ContextChange = "context_change";
    /// <summary>An item was shown as part of a list.</summary>
    public const string Impression = "impression";
    /// <summary>A visit ended; written by the engine with the visit's summary in the properties.</summary>
    public const string SessionEnd = "session_end";
    /// <summary>What came of a decision, with a customer: counted by experiments and features like any other event.</summary>
    public const string Outcome = "outcome";

    /// <summary>A visit goes on in the part of the log that its person belongs to; written by the engine.</summary>
    public const string Visit = "$visit";

    /// <summary>A revision of an experiment; written by the engine. Nobody else can send types with this first character.</summary>
    public const string Experiment = "$experiment";
    /// <summary>A look at an experiment's figures; written by the engine.</summary>
    public const string InterimAnalysis = "$look";
    /// <summary>A person met an experiment for the first time; written by the engine.</summary>
    public const string Exposure = "$exposure";
    /// <summary>Bandits made choices; written by the engine, many at a time.</summary>
    public const string Choices = "$choices";
    /// <summary>What came of a bandit's choice; written by the engine.</summary>
    public const string Reward = "$reward";
    /// <summary>A choice made elsewhere with what came of it, for a bandit to start from; written by the engine.</summary>
    public const string Observation = "$observation";
    /// <summary>What an item earns at a placement has changed; written by the engine.</summary>
    public const string Renewal = "$renewal";
}
