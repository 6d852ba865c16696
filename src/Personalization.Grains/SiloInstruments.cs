using System.Diagnostics.Metrics;

namespace Personalization.Grains;

/// <summary>What a silo lets be measured, under the meter <c>Personalization</c>. Each figure is of this silo alone.</summary>
internal sealed class SiloInstruments : IDisposable
{
    private readonly Meter _meter = new("Personalization");

    public SiloInstruments(SiloContext silo, Func<long> droppedDecisions)
    {
        _meter.CreateObservableCounter("personalization_events_failed_total", () => silo.Failures, description: "Events that could not be applied.");
        _meter.CreateObservableCounter("personalization_decisions_unlogged_total", droppedDecisions, description: "Decisions that the decision log could not take.");
        _meter.CreateObservableGauge("personalization_log_partitions", () => silo.Partitions.Count, description: "Partitions of the event log that this silo writes.");
        _meter.CreateObservableGauge(
            "personalization_unsaved_states", () => silo.Partitions.Values.Sum(static partition => (long)partition.UnsavedStates),
            description: "Persons and visits that have changed since they were saved.");
        _meter.CreateObservableGauge("personalization_items", () => silo.Node.ReadModels.Catalog.Count, description: "Items in this silo's replica of the catalogue.");
    }

    public void Dispose() => _meter.Dispose();
}
