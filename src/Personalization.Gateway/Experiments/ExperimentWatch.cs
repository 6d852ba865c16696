using System.Collections.Concurrent;
using Personalization.Actors;
using Personalization.Actors.Events;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Verdicts;

namespace Personalization.Gateway.Experiments;

/// <summary>
/// Looks at all running experiments again and again, and does by itself what their definitions allow: pauses one whose split is wrong or that harms a guardrail, decides one that has
/// a winner. Several gateways may watch: the second command finds the work done. Thread-safe.
/// </summary>
internal sealed partial class ExperimentWatch(IEngine engine, TimeProvider time, ILogger<ExperimentWatch> logger) : BackgroundService
{
    private const int MostLooks = 1000;
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    // What was once certain stays so while this process lives; a new one starts with what the figures say then.
    private readonly ConcurrentDictionary<string, ExperimentMemory> _memories = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, List<ExperimentLook>> _looks = new(StringComparer.Ordinal);

    /// <summary>The looks at an experiment since this process runs, thinned out when they are many.</summary>
    public ExperimentLook[] Looks(string experimentId)
    {
        var looks = _looks.GetOrAdd(experimentId, static _ => []);
        lock (looks)
        {
            return [.. looks];
        }
    }

    /// <summary>All that an experiment's figures say now; <see langword="null"/> when there is no such experiment.</summary>
    public async Task<ExperimentResults?> Analyse(IEngine from, string experimentId)
    {
        var read = await from.Read(book => book.Experiments.TryGetValue(experimentId, out var known)
            ? (known.Latest, Figures: known.Figures(), Segments: Enumerable.Range(1, known.People.Count - 1).Select(i => known.Segments(i)).ToArray())
            : ((ExperimentRevision Latest, ExperimentFigures Figures, List<SegmentSums>[] Segments)?)null);
        if (read is not { } known)
        {
            return null;
        }
        var analysis = ExperimentAnalysis.Of(known.Latest.Definition, known.Figures, _memories.GetValueOrDefault(experimentId));
        if (known.Latest.Definition.State == ExperimentState.Running)
        {
            _memories[experimentId] = analysis.Memory;
        }
        return new ExperimentResults(
            known.Latest, known.Figures, analysis,
            [.. known.Segments.Select((segments, i) => (known.Latest.Definition.Variants[i + 1].Key, SegmentReport.Of(segments)))],
            Looks(experimentId));
    }

    /// <summary>Looks once at every running experiment.</summary>
    public async Task Look()
    {
        foreach (var running in engine.Node.Book.Running)
        {
            if (await Analyse(engine, running.Definition.ExperimentId) is not { } results)
            {
                continue;
            }
            Note(results);
            if (CommandFor(results) is { } command)
            {
                var reply = await engine.Apply(command);
                if (reply.Revision is not null)
                {
                    LogActed(logger, command.ExperimentId, command.Action, command.Reason!);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look();
            }
            catch (LogUnavailableException fault)
            {
                LogNotActed(logger, fault);
            }
        }
    }

    private void Note(ExperimentResults results)
    {
        var looks = _looks.GetOrAdd(results.Latest.Definition.ExperimentId, static _ => []);
        var people = results.Figures.People.Sum();
        lock (looks)
        {
            foreach (var treatment in results.Analysis.Primary)
            {
                looks.Add(new ExperimentLook(time.GetUtcNow(), people, treatment.Variant, treatment.Look.Comparison.Lift, treatment.Look.Lift));
            }
            if (looks.Count > MostLooks)
            {
                // Every other moment goes, so that the whole course stays visible.
                var (treatments, kept) = (results.Analysis.Primary.Count, new List<ExperimentLook>());
                for (var i = 0; i < looks.Count; i++)
                {
                    if (i / treatments % 2 == 0)
                    {
                        kept.Add(looks[i]);
                    }
                }
                looks.Clear();
                looks.AddRange(kept);
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
        return action is null ? null : new ExperimentCommand { ExperimentId = definition.ExperimentId, Action = action.Value, Reason = verdict.Reason, By = "engine" };
    }

    [LoggerMessage(3501, LogLevel.Warning, "The experiment {ExperimentId} was changed by itself ({Action}): {Reason}")]
    private static partial void LogActed(ILogger logger, string experimentId, ExperimentAction action, string reason);

    [LoggerMessage(3502, LogLevel.Warning, "Experiments could not be changed by themselves; tried again shortly")]
    private static partial void LogNotActed(ILogger logger, Exception fault);
}
