using System.Text.Json.Serialization;
using Personalization.Contracts.Experiments;

namespace Personalization.Gateway.Experiments;

/// <summary>
/// Reads what people write about experiments: members that are not known are faults, for a misspelt one would be without effect.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ExperimentDefinition))]
[JsonSerializable(typeof(ExperimentChange))]
[JsonSerializable(typeof(PlanRequest))]
internal sealed partial class ExperimentJson : JsonSerializerContext;
