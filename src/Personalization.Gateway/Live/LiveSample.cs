using System.Text.Json;

namespace Personalization.Gateway.Live;

/// <summary>How much happened in the last second, latencies over the last ten.</summary>
internal sealed record LiveSample
{
    public DateTimeOffset At { get; init; }
    public long UptimeSeconds { get; init; }
    public double EventsPerSecond { get; init; }
    public long EventsTotal { get; init; }
    public double DecisionsPerSecond { get; init; }
    public long DecisionsTotal { get; init; }
    public double P50Ms { get; init; }
    public double P95Ms { get; init; }
    public double P99Ms { get; init; }
    public int Items { get; init; }
    public int ActiveUsers { get; init; }
    public long Conversions { get; init; }
    public double ConversionValue { get; init; }

    /// <summary>Writes the members into an open object.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("at"u8, At);
        writer.WriteNumber("uptime_s"u8, UptimeSeconds);
        writer.WriteNumber("events_per_s"u8, EventsPerSecond);
        writer.WriteNumber("events_total"u8, EventsTotal);
        writer.WriteNumber("decisions_per_s"u8, DecisionsPerSecond);
        writer.WriteNumber("decisions_total"u8, DecisionsTotal);
        writer.WriteStartObject("latency_ms"u8);
        writer.WriteNumber("p50"u8, P50Ms);
        writer.WriteNumber("p95"u8, P95Ms);
        writer.WriteNumber("p99"u8, P99Ms);
        writer.WriteEndObject();
        writer.WriteNumber("items"u8, Items);
        writer.WriteNumber("users_active"u8, ActiveUsers);
        writer.WriteNumber("conversions_total"u8, Conversions);
        writer.WriteNumber("conversion_value"u8, Math.Round(ConversionValue, 2));
    }
}
