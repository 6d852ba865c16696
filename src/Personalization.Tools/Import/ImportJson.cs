using System.Text.Json.Serialization;

namespace Personalization.Tools.Import;

/// <summary>The JSON form of the files that an import writes beside the data.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImportCheckpoint))]
[JsonSerializable(typeof(ImportFault))]
internal sealed partial class ImportJson : JsonSerializerContext;
