using System.Diagnostics.Metrics;
using Personalization.Log;
using Personalization.Grains;

namespace Personalization.Gateway.Metrics;

/// <summary>Lets be measured what the engine knows of itself, as the gateway sees it.</summary>
internal sealed class StatusInstruments
{
    /// <summary>Offers the instruments.</summary>
    /// <param name="meters">Makes the meter.</param>
    /// <param name="engine">What is measured.</param>
    /// <param name="metrics">What the gateway counts.</param>
    public StatusInstruments(IMeterFactory meters, IEngine engine, GatewayMetrics metrics)
    {
        var meter = meters.Create(EngineInstruments.Meter);
        meter.CreateObservableCounter(
            "personalization_conversions_total", () => engine.Status.Conversions + metrics.Conversions,
            description: "Purchases, and outcomes of decisions that were conversions.");
        meter.CreateObservableCounter(
            "personalization_conversion_value_total", () => engine.Status.ConversionValue + metrics.ConversionValue,
            description: "The value of conversions.");
        meter.CreateObservableGauge(
            "personalization_log_position", () => engine.Status.NextPosition, description: "The position that the next log entry gets.");
        meter.CreateObservableGauge(
            "personalization_log_size_bytes", () => engine.Status.JournalBytes, description: "Size of the journal's file.");
        meter.CreateObservableGauge("personalization_active_users", () => engine.Status.ActiveUsers, description: "Persons in memory.");
        meter.CreateObservableGauge(
            "personalization_active_sessions", () => engine.Status.ActiveSessions, description: "Visits in memory.");
    }
}
