using System.Text.Json.Serialization;

namespace Personalization.Benchmarks.Load;

/// <summary>The JSON form of a load run's result: one line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HttpLoadResult))]
internal sealed partial class LoadJson : JsonSerializerContext;
