using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Personalization.Contracts;
using Personalization.Contracts.Experiments;

namespace Personalization.Gateway.Experiments;

/// <summary>
/// The JSON form of what is said about experiments. What is not known yet, such as an interval without limits, is null; definitions have
/// the form of all contracts.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(DefinitionForm), typeof(RevisionForm)])]
[JsonSerializable(typeof(ExperimentList))]
[JsonSerializable(typeof(ExperimentReport))]
[JsonSerializable(typeof(ExperimentHistory))]
[JsonSerializable(typeof(PlanAnswer))]
internal sealed partial class ExperimentAnswerJson : JsonSerializerContext;

/// <summary>Writes and reads a contract in the form that all contracts have, whatever the options of what it is in.</summary>
internal abstract class ContractForm<T>(JsonTypeInfo<T> form) : JsonConverter<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, form);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, form);
}

internal sealed class DefinitionForm() : ContractForm<ExperimentDefinition>(ContractsJson.Default.ExperimentDefinition);

internal sealed class RevisionForm() : ContractForm<ExperimentRevision>(ContractsJson.Default.ExperimentRevision);
