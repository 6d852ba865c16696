using System.Diagnostics.Metrics;
using Personalization.Grains.Hosting;

namespace Personalization.Grains;

/// <summary>What the processes of the engine let be measured. Each figure is of one process alone.</summary>
internal static class EngineInstruments
{
    /// <summary>The meter of all instruments of the engine.</summary>
    public const string Meter = "Personalization";

    /// <summary>Lets a process be measured, from now on.</summary>
    public static void Measure(this IMeterFactory meters, EngineProcess process)
    {
        var meter = meters.Create(Meter);
        meter.CreateObservableCounter(
            "personalization_decisions_unlogged_total", () => process.Decisions.Dropped,
            description: "Decisions that the decision log could not take.");
        meter.CreateObservableGauge(
            "personalization_items", () => process.Node.ReadModels.Catalog.Count,
            description: "Items in this process's replica of the catalogue.");
    }

    /// <summary>Lets a silo be measured, from now on.</summary>
    public static void Measure(this IMeterFactory meters, SiloContext silo)
    {
        var meter = meters.Create(Meter);
        meter.CreateObservableCounter(
            "personalization_events_failed_total", () => silo.Failures, description: "Events that could not be applied.");
        meter.CreateObservableGauge(
            "personalization_log_partitions", () => silo.Partitions.Count,
            description: "Partitions of the event log that this silo writes.");
        meter.CreateObservableGauge(
            "personalization_unsaved_states", () => silo.Partitions.Values.Sum(static partition => (long)partition.UnsavedStates),
            description: "Persons and visits that have changed since they were saved.");
    }
}
