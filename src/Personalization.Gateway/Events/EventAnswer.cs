using System.Text.Json.Serialization;

namespace Personalization.Gateway.Events;

/// <summary>The answer to a request that brought events.</summary>
/// <param name="Accepted">Events that are durable and visible to the next decision.</param>
/// <param name="Duplicates">Events that were known by their id; they count once.</param>
/// <param name="Rejected">Events that were refused.</param>
/// <param name="Errors">The faults of the first 100 refused events.</param>
internal sealed record EventAnswer(int Accepted, int Duplicates, int Rejected, IReadOnlyList<EventError> Errors);

/// <summary>The JSON form of the answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EventAnswer))]
internal sealed partial class EventAnswerJson : JsonSerializerContext;
