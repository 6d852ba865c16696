using Personalization.Contracts.Experiments;
using Personalization.Engine.Events;

namespace Personalization.Engine.Experiments;

/// <summary>
/// What may be done with an experiment in which state. Once people took part, what they were told apart by and what is measured stays as it
/// is: variants, metrics, layer, slots, salt, windows. Pure.
/// </summary>
public static class ExperimentLife
{
    /// <summary>The definition that a command leads to.</summary>
    /// <param name="command">The command.</param>
    /// <param name="known">The experiment as it is; <see langword="null"/> when there is none.</param>
    /// <param name="all">All experiments, for the slots of the layer.</param>
    /// <param name="fault">
    /// Why there is no such definition; its field is <c>state</c> when the command does not fit the state of things.
    /// </param>
    public static ExperimentDefinition? Apply(
        ExperimentCommand command, ExperimentDefinition? known, IReadOnlyList<ExperimentDefinition> all, out Fault? fault)
    {
        fault = null;
        var next = Next(command, known, ref fault);
        if (next is null)
        {
            return null;
        }
        if (ExperimentRules.Check(next) is { Count: > 0 } faults)
        {
            fault = faults[0];
            return null;
        }
        foreach (var other in all)
        {
            if (LayerSlots.Conflicts(next, other))
            {
                var free = LayerSlots.Free(all, next.Layer, next.SlotTo - next.SlotFrom);
                fault = new Fault(
                    "slot_from",
                    $"and slot_to share people with the experiment {other.ExperimentId}, which has the slots {other.SlotFrom} to "
                    + $"{other.SlotTo} of the layer {next.Layer}; "
                        + (free is { } range ? $"{range.From} to {range.To} are free" : "there is not that much room; take another layer"));
                return null;
            }
        }
        return next with { Revision = (known?.Revision ?? 0) + 1 };
    }

    private static ExperimentDefinition? Next(ExperimentCommand command, ExperimentDefinition? known, ref Fault? fault)
    {
        if (command.Action == ExperimentAction.Define)
        {
            return Define(command.Definition, known, ref fault);
        }
        if (known is null)
        {
            fault = new Fault("experiment_id", $"is '{command.ExperimentId}'; there is no such experiment");
            return null;
        }
        var (from, to) = command.Action switch
        {
            ExperimentAction.Start => ("draft or paused", ExperimentState.Running),
            ExperimentAction.Pause => ("running", ExperimentState.Paused),
            ExperimentAction.Decide => ("running or paused", ExperimentState.Decided),
            ExperimentAction.Archive => ("draft, paused or decided", ExperimentState.Archived),
            _ => ("draft, running or paused", known.State),
        };
        if (!Allowed(command.Action, known.State))
        {
            fault = new Fault("state", $"is {Name(known.State)}; {Name(command.Action)} is possible for an experiment that is {from}");
            return null;
        }
        return command.Action == ExperimentAction.Ramp ? known with { Ramp = command.Ramp ?? known.Ramp } : known with { State = to };
    }

    private static ExperimentDefinition? Define(ExperimentDefinition? wanted, ExperimentDefinition? known, ref Fault? fault)
    {
        if (wanted is null)
        {
            fault = new Fault("definition", "is missing");
            return null;
        }
        if (known is null)
        {
            return wanted with { State = ExperimentState.Draft };
        }
        wanted = wanted with { State = known.State };
        if (known.State == ExperimentState.Draft)
        {
            return wanted;
        }
        if (known.State is ExperimentState.Decided or ExperimentState.Archived)
        {
            fault = new Fault("state", $"is {Name(known.State)}; its definition is closed");
            return null;
        }
        fault = Fixed("variants", known.Variants.SequenceEqual(wanted.Variants))
            ?? Fixed("layer", known.Layer == wanted.Layer && known.SlotFrom == wanted.SlotFrom && known.SlotTo == wanted.SlotTo)
            ?? Fixed("salt", known.Salt == wanted.Salt)
            ?? Fixed("targeting", known.Targeting == wanted.Targeting)
            ?? Fixed("primary_metric", known.PrimaryMetric == wanted.PrimaryMetric)
            ?? Fixed("secondary_metrics", known.SecondaryMetrics.SequenceEqual(wanted.SecondaryMetrics))
            ?? Fixed("guardrails", known.Guardrails.SequenceEqual(wanted.Guardrails))
            ?? Fixed(
                "minimum_effect", known.MinimumEffect == wanted.MinimumEffect && known.Alpha == wanted.Alpha && known.Power == wanted.Power)
            ?? Fixed("attribution_window", known.AttributionWindow == wanted.AttributionWindow);
        return fault is null ? wanted : null;
    }

    private static Fault? Fixed(string field, bool isSame) =>
        isSame ? null : new Fault(field, "cannot change any more, since people took part; pause this experiment and define another one");

    private static bool Allowed(ExperimentAction action, ExperimentState state) => action switch
    {
        ExperimentAction.Start => state is ExperimentState.Draft or ExperimentState.Paused,
        ExperimentAction.Pause => state is ExperimentState.Running,
        ExperimentAction.Decide => state is ExperimentState.Running or ExperimentState.Paused,
        ExperimentAction.Archive => state is ExperimentState.Draft or ExperimentState.Paused or ExperimentState.Decided,
        _ => state is ExperimentState.Draft or ExperimentState.Running or ExperimentState.Paused,
    };

    private static string Name(Enum value) => value.ToString().ToLowerInvariant();
}
