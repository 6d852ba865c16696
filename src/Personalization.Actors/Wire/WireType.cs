namespace Personalization.Actors.Wire;

/// <summary>
/// The messages that cross between the nodes of a cluster, each with its number on the wire. A number is given once: a message that goes leaves its number
/// unused, and a message whose form changes in a way that its readers could not follow gets a new one. Families have room to grow: events 1 to 15, catalogue
/// 16 to 31, profiles and visits 32 to 47, ranking 48 to 79, the cluster itself 80 to 95, plain values from 112.
/// </summary>
public enum WireType
{
    /// <summary>No message; never written.</summary>
    None = 0,

    /// <summary>An <see cref="Contracts.Events.Event"/>, also before it has its id and timestamp.</summary>
    Event = 1,

    /// <summary>A list of <see cref="Contracts.Events.Event"/>.</summary>
    Events = 2,

    /// <summary>A <see cref="Contracts.Events.LoggedEvent"/>.</summary>
    LoggedEvent = 3,

    /// <summary>A list of <see cref="Contracts.Events.LoggedEvent"/>.</summary>
    LoggedEvents = 4,

    /// <summary>A <see cref="Contracts.Events.PublishResult"/>.</summary>
    PublishResult = 5,

    /// <summary>An <see cref="Contracts.Catalog.Item"/>.</summary>
    Item = 16,

    /// <summary>A list of <see cref="Contracts.Catalog.Item"/>.</summary>
    Items = 17,

    /// <summary>An <see cref="Contracts.Catalog.ItemChange"/>.</summary>
    ItemChange = 18,

    /// <summary>A list of <see cref="Contracts.Catalog.ItemChange"/>.</summary>
    ItemChanges = 19,

    /// <summary>A <see cref="Contracts.Profiles.UserProfile"/>.</summary>
    UserProfile = 32,

    /// <summary>A <see cref="Contracts.Sessions.SessionSummary"/>.</summary>
    SessionSummary = 33,

    /// <summary>An <see cref="Contracts.Features.Affinity"/>.</summary>
    Affinity = 34,

    /// <summary>A <see cref="Contracts.Profiles.RecentEvent"/>.</summary>
    RecentEvent = 35,

    /// <summary>A <see cref="Contracts.Ranking.RecommendationRequest"/>.</summary>
    RecommendationRequest = 48,

    /// <summary>A <see cref="Contracts.Ranking.RecommendationResult"/>.</summary>
    RecommendationResult = 49,

    /// <summary>A <see cref="Contracts.Ranking.RankRequest"/>.</summary>
    RankRequest = 50,

    /// <summary>A <see cref="Contracts.Ranking.PersonalizeRequest"/>.</summary>
    PersonalizeRequest = 51,

    /// <summary>A <see cref="Contracts.Ranking.PersonalizeResult"/>.</summary>
    PersonalizeResult = 52,

    /// <summary>A <see cref="Contracts.Ranking.RankedItem"/>.</summary>
    RankedItem = 53,

    /// <summary>A <see cref="Contracts.Ranking.Reason"/>.</summary>
    Reason = 54,

    /// <summary>An <see cref="Contracts.Ranking.AlternativeOption"/>.</summary>
    AlternativeOption = 55,

    /// <summary>A <see cref="Contracts.Ranking.StageTrace"/>.</summary>
    StageTrace = 56,

    /// <summary>A <see cref="Contracts.Ranking.Decision"/>, its scores in full precision (the decision log's form is another).</summary>
    Decision = 57,

    /// <summary>A list of <see cref="Contracts.Ranking.Decision"/>.</summary>
    Decisions = 58,

    /// <summary>An <see cref="Contracts.Experiments.AssignmentRequest"/>.</summary>
    AssignmentRequest = 59,

    /// <summary>An <see cref="Contracts.Experiments.AssignmentResult"/>.</summary>
    AssignmentResult = 60,

    /// <summary>A message that is no longer sent.</summary>
    LogDelivery = 80,

    /// <summary>A <see cref="Logs.PartitionReply"/>.</summary>
    PartitionReply = 81,

    /// <summary>A <see cref="Logs.PartitionUpdates"/>.</summary>
    PartitionUpdates = 82,

    /// <summary>A <see cref="Catalog.CatalogChanges"/>.</summary>
    CatalogChanges = 83,

    /// <summary>A <see cref="Recommenders.LearntPage"/>.</summary>
    LearntPage = 84,

    /// <summary>A list of texts.</summary>
    Texts = 112,

    /// <summary>A list of double-precision numbers.</summary>
    Numbers = 113,

    /// <summary>A <see cref="Contracts.JsonText"/>.</summary>
    JsonText = 114,
}
