using System.Text.Json.Serialization;

namespace Personalization.Contracts.Experiments;

/// <summary>How a person's events become one value of a metric.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MetricKind>))]
[GenerateSerializer, Alias("metric-kind")]
public enum MetricKind
{
    /// <summary>1 when the person did it at least once within the window, else 0.</summary>
    [JsonStringEnumMemberName("conversion")]
    Conversion,

    /// <summary>The sum of the events' values (money) within the window.</summary>
    [JsonStringEnumMemberName("revenue")]
    Revenue,

    /// <summary>How often the person did it within the window.</summary>
    [JsonStringEnumMemberName("count")]
    Count,

    /// <summary>
    /// Events of one type per event of another, over all people: clicks per page view. The person stays the unit of analysis.
    /// </summary>
    [JsonStringEnumMemberName("ratio")]
    Ratio,

    /// <summary>
    /// 1 when the person did it at least once between the window's start and its end, else 0: came back in the second week.
    /// </summary>
    [JsonStringEnumMemberName("retention")]
    Retention,
}
