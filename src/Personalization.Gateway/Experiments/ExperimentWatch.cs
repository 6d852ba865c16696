using System.Collections.Concurrent;
using Personalization.Log;
using Personalization.Log.Events;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Verdicts;
using Personalization.Engine.Learning;
using Personalization.Gateway.Hosting;

namespace Personalization.Gateway.Experiments;

/// <summary>
/// Analyses at all running experiments again and again, has the analyses kept that are worth it, and does by itself what their definitions
/// allow: pauses one whose split is wrong or that harms a guardrail, decides one that has a winner. All that it knows is in the log, so
/// several gateways may watch: they see the same, and the second command finds the work done. Thread-safe.
/// </summary>
internal sealed partial class ExperimentWatch(IEngine engine, TimeProvider time, ILogger<ExperimentWatch> logger)
    : PeriodicWatch(s_interval, time, logger)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ExperimentResults> _latest = new(StringComparer.Ordinal);

    /// <summary>What the figures of all experiments said five seconds ago or later.</summary>
    public async Task<IReadOnlyList<ExperimentResults>> All()
    {
        var all = new List<ExperimentResults>();
        foreach (var revision in await engine.Read(static experiments =>
            experiments.Experiments.Values.Select(static e => e.Latest).ToList()))
        {
            var id = revision.Definition.ExperimentId;
            var isFresh = _latest.TryGetValue(id, out var known)
                && known.Latest.Definition.Revision == revision.Definition.Revision
                && Time.GetUtcNow() - known.At <= s_interval;
            if ((isFresh ? known : await Analyse(id)) is { } results)
            {
                all.Add(results);
            }
        }
        return all;
    }

    /// <summary>All that an experiment's figures say now; <see langword="null"/> when there is no such experiment.</summary>
    public async Task<ExperimentResults?> Analyse(string experimentId)
    {
        var read = await engine.Read(experiments => experiments.Experiments.TryGetValue(experimentId, out var known)
            ? (known.Latest, Figures: known.Figures(),
                Segments: Enumerable.Range(1, known.People.Count - 1).Select(i => known.Segments(i)).ToArray(),
                Analyses: experiments.Analyses(experimentId))
            : ((ExperimentRevision Latest, ExperimentFigures Figures, List<SegmentSums>[] Segments,
                IReadOnlyList<InterimAnalysis> Analyses)?)null);
        if (read is not { } known)
        {
            return null;
        }
        var definition = known.Latest.Definition;
        return _latest[experimentId] = new ExperimentResults(
            known.Latest, known.Figures, ExperimentAnalysis.Of(definition, known.Figures, InterimRules.Memory(known.Analyses)),
            [.. known.Segments.Select((segments, i) => (definition.Variants[i + 1].Key, SegmentReport.Of(segments)))],
            known.Analyses, Time.GetUtcNow());
    }

    /// <summary>Analyses once at every running experiment.</summary>
    /// <exception cref="LogUnavailableException">The log takes nothing now.</exception>
    public override async Task Check()
    {
        foreach (var running in engine.Node.ExperimentModel.Running)
        {
            if (await Analyse(running.Definition.ExperimentId) is not { } results)
            {
                continue;
            }
            if (InterimRules.Next(results.Analyses, results.Latest.Definition, results.Figures, results.Analysis, results.At) is { } look)
            {
                await engine.Apply(new ExperimentCommand
                {
                    ExperimentId = look.ExperimentId,
                    Action = ExperimentAction.Record,
                    Analysis = look,
                    By = "engine"
                });
            }
            if (CommandFor(results) is { } command)
            {
                var reply = await engine.Apply(command);
                if (reply.Revision is not null)
                {
                    LogActed(Logger, command.ExperimentId, command.Action, command.Reason!);
                }
            }
        }
    }

    private static ExperimentCommand? CommandFor(ExperimentResults results)
    {
        var (definition, verdict) = (results.Latest.Definition, results.Analysis.Verdict);
        var action = verdict.Kind switch
        {
            VerdictKind.Invalid when definition.PauseOnMismatch => ExperimentAction.Pause,
            VerdictKind.Harmed when definition.PauseOnHarm => ExperimentAction.Pause,
            VerdictKind.Winner or VerdictKind.ControlWins when definition.DecideOnWinner => ExperimentAction.Decide,
            _ => (ExperimentAction?)null,
        };
        return action is null
            ? null
            : new ExperimentCommand
            {
                ExperimentId = definition.ExperimentId,
                Action = action.Value,
                Reason = verdict.Reason,
                By = "engine"
            };
    }

    [LoggerMessage(3502, LogLevel.Warning, "The experiment {ExperimentId} was changed by itself ({Action}): {Reason}")]
    private static partial void LogActed(ILogger logger, string experimentId, ExperimentAction action, string reason);
}
