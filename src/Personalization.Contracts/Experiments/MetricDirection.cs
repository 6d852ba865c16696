using System.Text.Json.Serialization;

namespace Personalization.Contracts.Experiments;

/// <summary>Which change of a metric is welcome.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MetricDirection>))]
[GenerateSerializer, Alias("metric-direction")]
public enum MetricDirection
{
    /// <summary>More is better.</summary>
    [JsonStringEnumMemberName("increase")]
    Increase,

    /// <summary>Less is better.</summary>
    [JsonStringEnumMemberName("decrease")]
    Decrease,
}
