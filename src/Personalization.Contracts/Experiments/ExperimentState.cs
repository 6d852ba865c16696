using System.Text.Json.Serialization;

namespace Personalization.Contracts.Experiments;

/// <summary>Where an experiment stands in its life.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExperimentState>))]
[GenerateSerializer, Alias("experiment-state")]
public enum ExperimentState
{
    /// <summary>Being written; nobody takes part.</summary>
    [JsonStringEnumMemberName("draft")]
    Draft,

    /// <summary>People take part.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Held: nobody takes part until it runs again, and then everybody gets the variant they had.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>A verdict was reached; nobody takes part any more.</summary>
    [JsonStringEnumMemberName("decided")]
    Decided,

    /// <summary>Kept for the record; its slots are free.</summary>
    [JsonStringEnumMemberName("archived")]
    Archived,
}
