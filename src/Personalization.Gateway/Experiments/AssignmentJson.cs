using System.Text.Json.Serialization;

namespace Personalization.Gateway.Experiments;

/// <summary>The circumstances of an assignment.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class AssignmentJson : JsonSerializerContext;
