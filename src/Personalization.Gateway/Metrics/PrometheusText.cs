using Personalization.Log;
using Personalization.Log.Metrics;
using System.Globalization;
using System.Text;

namespace Personalization.Gateway.Metrics;

/// <summary>Writes the metrics in Prometheus' text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    private static readonly double[] EdgesMs = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1000];

    public static string Of(GatewayMetrics metrics, IEngine engine)
    {
        var text = new StringBuilder();
        Latencies(text, metrics);
        Family(text, "personalization_decisions_total", "counter", "Decisions answered.");
        foreach (var (kind, latency) in metrics.Kinds)
        {
            Sample(text, $"personalization_decisions_total{{kind=\"{kind}\"}}", latency.Snapshot().Sum());
        }
        Single(text, "personalization_decision_fallbacks_total", "counter", "Decisions answered with the fallback list.", metrics.Fallbacks);
        Family(text, "personalization_events_total", "counter", "Events received, by what became of them.");
        Sample(text, "personalization_events_total{result=\"accepted\"}", metrics.Accepted);
        Sample(text, "personalization_events_total{result=\"duplicate\"}", metrics.Duplicates);
        Sample(text, "personalization_events_total{result=\"rejected\"}", metrics.Rejected);
        var status = engine.Status;
        Single(text, "personalization_conversions_total", "counter", "Purchases, and outcomes of decisions that were conversions.", status.Conversions + metrics.Conversions);
        Single(text, "personalization_conversion_value", "counter", "Their value.", status.ConversionValue + metrics.ConversionValue);
        Single(text, "personalization_log_position", "gauge", "The position that the next log entry gets.", status.NextPosition);
        Single(text, "personalization_log_size_bytes", "gauge", "Size of the journal's file.", status.JournalBytes);
        Single(text, "personalization_active_users", "gauge", "Persons in memory.", status.ActiveUsers);
        Single(text, "personalization_active_sessions", "gauge", "Visits in memory.", status.ActiveSessions);
        Single(text, "personalization_items", "gauge", "Items in the catalogue.", status.Items);
        Single(text, "personalization_decisions_unlogged_total", "counter", "Decisions that the decision log could not take.", status.DroppedDecisions);
        Single(text, "personalization_events_failed_total", "counter", "Events that could not be applied.", status.FailedEvents);
        Single(text, "process_working_set_bytes", "gauge", "Memory of the process.", Environment.WorkingSet);
        Single(text, "dotnet_gc_heap_size_bytes", "gauge", "Managed memory in use.", GC.GetTotalMemory(false));
        return text.ToString();
    }

    private static void Latencies(StringBuilder text, GatewayMetrics metrics)
    {
        Family(text, "personalization_decision_latency_ms", "histogram", "Time from request to answer inside the gateway, in milliseconds.");
        foreach (var (kind, latency) in metrics.Kinds)
        {
            var counts = latency.Snapshot();
            foreach (var edge in EdgesMs)
            {
                long below = 0;
                for (var i = 0; i < counts.Length && LatencyBuckets.UpperMs(i) <= edge * 1.0001; i++)
                {
                    below += counts[i];
                }
                Sample(text, string.Create(CultureInfo.InvariantCulture, $"personalization_decision_latency_ms_bucket{{kind=\"{kind}\",le=\"{edge}\"}}"), below);
            }
            Sample(text, $"personalization_decision_latency_ms_bucket{{kind=\"{kind}\",le=\"+Inf\"}}", counts.Sum());
            Sample(text, $"personalization_decision_latency_ms_sum{{kind=\"{kind}\"}}", latency.SumMs);
            Sample(text, $"personalization_decision_latency_ms_count{{kind=\"{kind}\"}}", counts.Sum());
        }
    }

    private static void Single(StringBuilder text, string name, string type, string help, double value)
    {
        Family(text, name, type, help);
        Sample(text, name, value);
    }

    private static void Family(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Sample(StringBuilder text, string name, double value) =>
        text.Append(name).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
