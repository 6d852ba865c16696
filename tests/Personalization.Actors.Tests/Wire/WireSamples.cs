using Personalization.Actors.Catalog;
using Personalization.Actors.Events;
using Personalization.Actors.Logs;
using Personalization.Actors.Recommenders;
using Personalization.Actors.Snapshots;
using Personalization.Actors.Wire;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Features;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;

namespace Personalization.Actors.Tests.Wire;

/// <summary>
/// One full and one minimal value of every message, made by hand. The payload files hold exactly these, so a value here never changes; members of a later
/// release are shown by further samples.
/// </summary>
internal static class WireSamples
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 14, 30, 0, TimeSpan.Zero);

    private static readonly Event FullEvent = new()
    {
        EventId = "evt_12345",
        EventType = "add_to_cart",
        UserId = "user_67890",
        SessionId = "sess_abc123",
        ItemId = "prod_456 😀",
        Timestamp = At.AddMilliseconds(123),
        Channel = "web",
        Value = 19.99,
        Quantity = 2,
        Context = JsonText.Parse("""{"device":"desktop"}"""),
        Properties = JsonText.Parse("""{"page_url":"/product/äöü"}"""),
    };

    private static readonly Event MinimalEvent = new() { EventType = "x" };

    private static readonly Item FullItem = new()
    {
        ItemId = "prod_456",
        Name = "Laptop Pro 14″",
        Category = "electronics",
        Subcategory = "laptops",
        Brand = "Müller & Söhne",
        Price = 1299.5,
        Margin = -0.25,
        Stock = 0,
        Rating = 4.5,
        Tags = ["new", "electronics", ""],
        Text = "A light laptop.",
        Attributes = JsonText.Parse("""{"ram_gb":32}"""),
        AvailableFrom = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.FromMinutes(330)).AddTicks(1),
    };

    private static readonly Item MinimalItem = new() { ItemId = "i" };

    private static readonly ItemChange FullChange = new("prod_456", FullItem, At.AddTicks(1_234_567));

    private static readonly ItemChange MinimalChange = new("i", null, At);

    private static readonly SessionSummary FullSession = new()
    {
        SessionId = "sess_abc123",
        UserId = "user_67890",
        Start = At,
        End = At.AddMinutes(12),
        EventCount = 40,
        ViewCount = 20,
        SearchCount = 3,
        Depth = 11,
        CartQuantity = 2.5,
        CartValue = 39.98,
        PurchaseCount = 1,
        Spent = 120,
        Intent = 0.8125,
    };

    private static readonly Reason Reason = new("item_to_item", "People who viewed “Laptop Pro” viewed this", 0.62);

    private static readonly RankedItem FullRanked = new("prod_456", 0.9134, [Reason, new Reason("popular", "Popular now", 0.38)]);

    public static IReadOnlyList<WireSample> All { get; } =
    [
        new("event.full", WireType.Event, FullEvent),
        new("event.minimal", WireType.Event, MinimalEvent),
        new("event.facts", WireType.Event, FullEvent with
        {
            Facts = new ItemFacts { Category = "electronics", PriceLevel = "20-50", Price = 19.99f, Tags = ["new"] },
        }),
        new("events.full", WireType.Events, new[] { FullEvent, MinimalEvent }),
        new("events.minimal", WireType.Events, Array.Empty<Event>()),
        new("logged_event.full", WireType.LoggedEvent, new LoggedEvent(long.MaxValue, FullEvent, 15)),
        new("logged_event.minimal", WireType.LoggedEvent, new LoggedEvent(0, MinimalEvent)),
        new("logged_events.full", WireType.LoggedEvents, new List<LoggedEvent> { new(-1, FullEvent), new(300, FullEvent) }),
        new("logged_events.minimal", WireType.LoggedEvents, Array.Empty<LoggedEvent>()),
        new("publish_result.full", WireType.PublishResult, new PublishResult(1000, 3, 1L << 40)),
        new("publish_result.minimal", WireType.PublishResult, new PublishResult(0, 0, -1)),
        new("item.full", WireType.Item, FullItem),
        new("item.minimal", WireType.Item, MinimalItem),
        new("items.full", WireType.Items, new[] { FullItem, MinimalItem, FullItem with { ItemId = "prod_457" } }),
        new("items.minimal", WireType.Items, Array.Empty<Item>()),
        new("item_change.full", WireType.ItemChange, FullChange),
        new("item_change.minimal", WireType.ItemChange, MinimalChange),
        new("item_changes.full", WireType.ItemChanges, new[] { FullChange, MinimalChange }),
        new("item_changes.minimal", WireType.ItemChanges, Array.Empty<ItemChange>()),
        new("user_profile.full", WireType.UserProfile, new UserProfile
        {
            UserId = "user_67890",
            FirstSeen = At.AddYears(-1),
            LastSeen = At,
            EventCount = 12_345_678_901,
            SessionCount = 17,
            PurchaseCount = 4,
            TotalSpent = 1234.56,
            CurrentSession = FullSession,
            Features = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["Zulu"] = -1.5, ["count.page_view.1h"] = 3, ["recency"] = 0.000001 },
            Affinities = [new Affinity("category", "electronics", 12.5, 0.75), new Affinity("category", "books", -2.25, 0), new Affinity("brand", "Müller", 1, 1)],
            RecentEvents = [new RecentEvent("page_view", "prod_456", "Laptop Pro 14″", At), new RecentEvent("search", null, null, At.AddSeconds(-9))],
            AppliedPosition = 987_654_321,
        }),
        new("user_profile.minimal", WireType.UserProfile, new UserProfile
        {
            UserId = "u", Features = new SortedDictionary<string, double>(StringComparer.Ordinal), Affinities = [], RecentEvents = [],
        }),
        new("session_summary.full", WireType.SessionSummary, FullSession),
        new("session_summary.minimal", WireType.SessionSummary, new SessionSummary()),
        new("affinity.full", WireType.Affinity, new Affinity("price_level", "high", -3.5, 0.125)),
        new("affinity.minimal", WireType.Affinity, new Affinity("", "", 0, 0)),
        new("recent_event.full", WireType.RecentEvent, new RecentEvent("purchase", "prod_456", "Laptop Pro", At)),
        new("recent_event.minimal", WireType.RecentEvent, new RecentEvent("search", null, null, default)),
        new("recommendation_request.full", WireType.RecommendationRequest, new RecommendationRequest
        {
            UserId = "u", SessionId = "s", ItemId = "i", Category = "c", Count = 1000, Placement = "home", ExcludeSeen = true, Recommender = "popular", Explain = true,
        }),
        new("recommendation_request.minimal", WireType.RecommendationRequest, new RecommendationRequest()),
        new("recommendation_result.full", WireType.RecommendationResult, new RecommendationResult
        {
            DecisionId = "d_0123456789abcdef00000000002a",
            UserId = "user_67890",
            Items = [FullRanked, new RankedItem("prod_457", 0.5, [Reason]), new RankedItem("prod_458", 0, [])],
            ModelVersion = "blend-1",
            LatencyMs = 0.417,
            Fallback = true,
            Stages = [new StageTrace("candidates", "item_to_item", 240, 0.0312), new StageTrace("score", "blend-1", 240, 0.1)],
        }),
        new("recommendation_result.minimal", WireType.RecommendationResult, new RecommendationResult { DecisionId = "d", Items = [], ModelVersion = "" }),
        new("rank_request.full", WireType.RankRequest, new RankRequest { UserId = "u", SessionId = "s", Items = ["a", "b", "a"], Placement = "list", Explain = true }),
        new("rank_request.minimal", WireType.RankRequest, new RankRequest { Items = [] }),
        new("personalize_request.full", WireType.PersonalizeRequest, new PersonalizeRequest
        {
            CustomerId = "c", SessionId = "s", AvailableItems = ["a", "b"], Context = JsonText.Parse("""{"weather":"rain"}"""), Placement = "banner",
        }),
        new("personalize_request.minimal", WireType.PersonalizeRequest, new PersonalizeRequest { AvailableItems = [] }),
        new("personalize_result.full", WireType.PersonalizeResult, new PersonalizeResult
        {
            DecisionId = "d_0123456789abcdef00000000002b",
            SelectedItem = "prod_456",
            ConfidenceScore = 0.7312,
            AlternativeOptions = [new AlternativeOption("prod_457", 0.61), new AlternativeOption("prod_458", 0)],
            Reasoning = [Reason],
            LatencyMs = 0.2,
            Propensity = 0.95,
            ModelVersion = "blend-1",
            Fallback = true,
        }),
        new("personalize_result.minimal", WireType.PersonalizeResult, new PersonalizeResult
        {
            DecisionId = "", SelectedItem = "", AlternativeOptions = [], Reasoning = [], ModelVersion = "",
        }),
        new("ranked_item.full", WireType.RankedItem, FullRanked),
        new("ranked_item.minimal", WireType.RankedItem, new RankedItem("i", 0, [])),
        new("reason.full", WireType.Reason, Reason),
        new("reason.minimal", WireType.Reason, new Reason("", "", 0)),
        new("alternative_option.full", WireType.AlternativeOption, new AlternativeOption("prod_457", 0.61)),
        new("alternative_option.minimal", WireType.AlternativeOption, new AlternativeOption("", 0)),
        new("stage_trace.full", WireType.StageTrace, new StageTrace("rerank", "mmr", 20, 0.0871)),
        new("stage_trace.minimal", WireType.StageTrace, new StageTrace("", "", 0, 0)),
        new("decision.full", WireType.Decision, new Decision
        {
            DecisionId = "d_0123456789abcdef00000000002c",
            At = At.AddTicks(7_654_321),
            Kind = "personalize",
            UserId = "user_67890",
            Placement = "banner",
            ModelVersion = "blend-1",
            Items = ["prod_456", "prod_457"],
            Scores = [0.9134, 1 / 3.0],
            Propensity = 0.05,
            Context = JsonText.Parse("""{"weather":"rain"}"""),
        }),
        new("decision.minimal", WireType.Decision, new Decision { DecisionId = "", At = default, Kind = "", ModelVersion = "", Items = [], Scores = [] }),
        new("decisions.full", WireType.Decisions, new[] { new Decision { DecisionId = "d", At = At, Kind = "rank", ModelVersion = "blend-1", Items = ["a"], Scores = [0.5] } }),
        new("decisions.minimal", WireType.Decisions, Array.Empty<Decision>()),
        new("assignment_request.full", WireType.AssignmentRequest, new AssignmentRequest
        {
            UserId = "u", SessionId = "s", Placement = "home", Context = JsonText.Parse("""{"device":"phone"}"""),
        }),
        new("assignment_request.minimal", WireType.AssignmentRequest, new AssignmentRequest()),
        new("assignment_result.full", WireType.AssignmentResult, new AssignmentResult
        {
            UserId = "u",
            SessionId = "s",
            Assignments = [new ExperimentAssignment("checkout-1", "short", JsonText.Parse("""{"steps":1}""")), new ExperimentAssignment("rankers", "control", default)],
            Fallback = true,
        }),
        new("assignment_result.minimal", WireType.AssignmentResult, new AssignmentResult { Assignments = [] }),
        new("log_delivery.full", WireType.LogDelivery, new LogDelivery(3, 299, [new LoggedEvent(300, FullEvent, 3), new LoggedEvent(301, MinimalEvent, 3)])),
        new("log_delivery.minimal", WireType.LogDelivery, new LogDelivery(0, -1, [])),
        new("partition_reply.full", WireType.PartitionReply, new PartitionReply(new PartitionReceipt(100, 2, 400, 7, 123_450), null, "")),
        new("partition_reply.minimal", WireType.PartitionReply, new PartitionReply(null, LogRefusal.Moved, "Another node writes the log now.")),
        new("partition_updates.full", WireType.PartitionUpdates, new PartitionUpdates(3, 1L << 33, [new byte[] { 1, 2, 3 }, new byte[] { 255 }]) { Trials = [new byte[] { 4, 5 }] }),
        new("partition_updates.minimal", WireType.PartitionUpdates, new PartitionUpdates(0, 0, [])),
        new("catalog_changes.full", WireType.CatalogChanges, new CatalogChanges(17, true, [FullChange, MinimalChange])),
        new("catalog_changes.minimal", WireType.CatalogChanges, new CatalogChanges(0, false, [])),
        new("learnt_page.full", WireType.LearntPage, new LearntPage(99, [1, 0, 98], [new SnapshotRow("item", "prod_456 😀", 99, new byte[] { 7, 8 })])),
        new("learnt_page.minimal", WireType.LearntPage, new LearntPage(0, [], [])),
        new("texts.full", WireType.Texts, new List<string> { "a", "", "äöü 😀", new('x', 300) }),
        new("texts.minimal", WireType.Texts, Array.Empty<string>()),
        new("numbers.full", WireType.Numbers, new[] { 0, -0.0, 1.5, double.NaN, double.PositiveInfinity, double.Epsilon, double.MinValue }),
        new("numbers.minimal", WireType.Numbers, Array.Empty<double>()),
        new("json_text.full", WireType.JsonText, JsonText.Parse("""{ "a": [1, 2] }""")),
        new("json_text.minimal", WireType.JsonText, default(JsonText)),
    ];
}
