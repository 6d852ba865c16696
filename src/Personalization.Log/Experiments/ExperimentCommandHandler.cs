using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Events;
using Personalization.Engine.Experiments;
using Personalization.Engine.Learning;

namespace Personalization.Log.Experiments;

/// <summary>
/// The one who changes experiments: checks commands against the state of things and appends each new revision, and each look that is kept,
/// to every part of the log, where it takes its place among the events of the people. One command at a time; the caller sees to that there
/// is one handler.
/// </summary>
/// <param name="experiments">The log and what is known of it.</param>
/// <param name="time">The clock.</param>
public sealed class ExperimentCommandHandler(IExperimentLog experiments, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Carries a command out. When the task ends, this node's decisions follow it.</summary>
    /// <exception cref="Events.LogUnavailableException">The log takes nothing now.</exception>
    public async Task<ExperimentReply> Apply(ExperimentCommand command)
    {
        await _turn.WaitAsync();
        try
        {
            return command is { Action: ExperimentAction.Record, Analysis: { } analysis } ? await Keep(analysis) : await Change(command);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<ExperimentReply> Change(ExperimentCommand command)
    {
        var all = await experiments.Read(static experiments => experiments.Experiments.Values.Select(static e => e.Latest).ToList());
        var known = all.Find(e => e.Definition.ExperimentId == command.ExperimentId);
        if (ExperimentLife.Apply(command, known?.Definition, [.. all.Select(static e => e.Definition)], out var fault) is not { } next)
        {
            if (known is not null && fault!.Field == "state")
            {
                // Maybe sent again because the first attempt ended half way, when some parts of the log had it: now all have.
                await Announce(known);
            }
            return new ExperimentReply { Field = fault!.Field, Fault = fault.Message, Conflict = fault.Field is "state" or "slot_from" };
        }
        if (command.Action == ExperimentAction.Define && VariantSettings.Check(next) is [var setting, ..])
        {
            return new ExperimentReply { Field = setting.Field, Fault = setting.Message };
        }
        var revision = new ExperimentRevision
        {
            Definition = next,
            At = time.GetUtcNow(),
            By = command.By,
            Change = command.Action.ToString().ToLowerInvariant() + (command.Reason is { Length: > 0 } reason ? ": " + reason : ""),
        };
        await Announce(revision);
        return new ExperimentReply { Revision = revision };
    }

    // Several gateways look at once: the first look with a number is kept, and the others see it the next time.
    private async Task<ExperimentReply> Keep(InterimAnalysis look)
    {
        var last = await experiments.Read(experiments => experiments.Analyses(look.ExperimentId) is [.., var known] ? known.Number : 0);
        if (look.Number != last + 1)
        {
            return new ExperimentReply { Field = "look", Fault = $"has the number {look.Number}; {last} are kept", Conflict = true };
        }
        await Announce(
            EventTypes.InterimAnalysis, look.ExperimentId, $"look-{look.Revision}-{look.Number}", look.At, look,
            ContractsJson.Default.InterimAnalysis);
        return new ExperimentReply();
    }

    private Task Announce(ExperimentRevision revision) => Announce(
        EventTypes.Experiment, revision.Definition.ExperimentId, $"revision-{revision.Definition.Revision}", revision.At, revision,
        ContractsJson.Default.ExperimentRevision);

    private Task Announce<T>(string type, string experimentId, string detail, DateTimeOffset at, T value, JsonTypeInfo<T> json) =>
        experiments.Announce(new Event
        {
            EventId = EventSubject.Id(experimentId, detail),
            EventType = type,
            Timestamp = at,
            Properties = new JsonText(JsonSerializer.SerializeToUtf8Bytes(value, json)),
        });
}
