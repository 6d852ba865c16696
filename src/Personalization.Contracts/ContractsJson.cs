using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Contracts.Bandits;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;

namespace Personalization.Contracts;

/// <summary>The JSON form of every contract: snake_case names, absent instead of null. Generated, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(ItemChange))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(RecommendationRequest))]
[JsonSerializable(typeof(RecommendationResult))]
[JsonSerializable(typeof(RankRequest))]
[JsonSerializable(typeof(PersonalizeRequest))]
[JsonSerializable(typeof(PersonalizeResult))]
[JsonSerializable(typeof(UserProfile))]
[JsonSerializable(typeof(SessionSummary))]
[JsonSerializable(typeof(ExperimentDefinition))]
[JsonSerializable(typeof(ExperimentRevision))]
[JsonSerializable(typeof(ExperimentCommand))]
[JsonSerializable(typeof(ExperimentReply))]
[JsonSerializable(typeof(InterimAnalysis))]
[JsonSerializable(typeof(ExperimentExposure))]
[JsonSerializable(typeof(ExperimentAssignment))]
[JsonSerializable(typeof(AssignmentResult))]
[JsonSerializable(typeof(DecisionOutcome))]
[JsonSerializable(typeof(ItemRenewal))]
[JsonSerializable(typeof(LoggedObservation))]
[JsonSerializable(typeof(LoggedObservation[]))]
[JsonSerializable(typeof(DecisionOutcome[]))]
[JsonSerializable(typeof(IReadOnlyList<RankedItem>))]
public sealed partial class ContractsJson : JsonSerializerContext;
