using System.Text.Json.Serialization;

namespace Personalization.Contracts.Experiments;

/// <summary>What can be done with an experiment.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExperimentAction>))]
[GenerateSerializer, Alias("experiment-action")]
public enum ExperimentAction
{
    /// <summary>Write or rewrite the definition.</summary>
    [JsonStringEnumMemberName("define")]
    Define,

    /// <summary>Let people take part.</summary>
    [JsonStringEnumMemberName("start")]
    Start,

    /// <summary>Let nobody take part for now.</summary>
    [JsonStringEnumMemberName("pause")]
    Pause,

    /// <summary>Change the share of people who take part.</summary>
    [JsonStringEnumMemberName("ramp")]
    Ramp,

    /// <summary>End it with a verdict.</summary>
    [JsonStringEnumMemberName("decide")]
    Decide,

    /// <summary>Put it away.</summary>
    [JsonStringEnumMemberName("archive")]
    Archive,

    /// <summary>Keep a look at its figures.</summary>
    [JsonStringEnumMemberName("look")]
    Record,
}
