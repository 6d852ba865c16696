using System.Text.Json.Serialization;

namespace Personalization.Gateway.Problems;

[JsonSerializable(typeof(Dictionary<string, object>))]
[JsonSerializable(typeof(int))]
internal sealed partial class ProblemJson : JsonSerializerContext;
