using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Learning;

/// <summary>
/// Turns the events of one log, in its order, into what experiments and bandits learn: it keeps each person's exposures with the values so
/// far, and the choices that wait for their rewards. So whoever has the log of a person can observe, each thing once, and whoever learns
/// needs no log. Not thread-safe.
/// </summary>
public sealed partial class OutcomeAttribution
{
    private readonly Dictionary<string, ObservedExperiment> _experiments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Exposure>> _people = new(StringComparer.Ordinal);
    private readonly ChoiceQueue _choices;

    /// <summary>Creates one that has seen nothing.</summary>
    public OutcomeAttribution(BanditOptions options) => _choices = new ChoiceQueue(options);

    /// <summary>Goes on with other options.</summary>
    public void Use(BanditOptions options) => _choices.Use(options);

    /// <summary>Choices that wait for their rewards.</summary>
    public int WaitingChoices => _choices.Count;

    /// <summary>Observes the next event.</summary>
    /// <param name="logged">The event.</param>
    /// <param name="sink">Takes what it says.</param>
    public void Observe(in LoggedEvent logged, ILearningSink sink)
    {
        var e = logged.Event;
        if (e.EventType[0] == '$')
        {
            Special(logged.Position, e, sink);
        }
        else if (_people.Count > 0 && e.UserId is { } person && _people.TryGetValue(person, out var exposures))
        {
            Count(logged.Position, e, exposures, sink);
        }
    }

    private void Special(long position, Event e, ILearningSink sink)
    {
        var at = e.Timestamp ?? default;
        switch (e.EventType)
        {
            case EventTypes.Experiment when Read(e, ContractsJson.Default.ExperimentRevision) is { } revision:
                Define(position, revision, sink);
                break;
            case EventTypes.InterimAnalysis when Read(e, ContractsJson.Default.InterimAnalysis) is { } look:
                sink.Analysed(position, look);
                break;
            case EventTypes.Exposure when Read(e, ContractsJson.Default.ExperimentExposure) is { } exposure:
                Expose(position, exposure, at, sink);
                break;
            case EventTypes.Choices:
                _choices.Expire(position, at, sink);
                _choices.Add(position, ChoiceBatch.Open(e.Properties), sink);
                break;
            case EventTypes.Observation:
                foreach (var choice in ChoiceBatch.All(e.Properties))
                {
                    sink.Rewarded(position, choice, e.Value ?? 0);
                }
                break;
            case EventTypes.Renewal when Read(e, ContractsJson.Default.ItemRenewal) is { } renewal:
                sink.Renewed(position, renewal);
                break;
            case EventTypes.Reward:
                _choices.Reward(Events.EventSubject.Of(e.EventId!), e.EventId!, e.Value ?? 0, at);
                _choices.Expire(position, at, sink);
                break;
        }
    }

    private void Define(long position, ExperimentRevision revision, ILearningSink sink)
    {
        var definition = revision.Definition;
        if (_experiments.TryGetValue(definition.ExperimentId, out var known) && known.Definition.Revision >= definition.Revision)
        {
            return;
        }
        _experiments[definition.ExperimentId] = new ObservedExperiment(definition, ExperimentMetrics.Of(definition));
        if (definition.State == ExperimentState.Archived)
        {
            Forget(definition.ExperimentId);
        }
        sink.Defined(position, revision);
    }

    private void Forget(string experimentId)
    {
        foreach (var (person, exposures) in _people)
        {
            if (exposures.RemoveAll(x => x.ExperimentId == experimentId) > 0 && exposures.Count == 0)
            {
                _people.Remove(person);
            }
        }
    }

    private void Expose(long position, ExperimentExposure first, DateTimeOffset at, ILearningSink sink)
    {
        if (!_experiments.TryGetValue(first.ExperimentId, out var experiment) || experiment.Definition.State == ExperimentState.Archived
            || (uint)first.Variant >= (uint)experiment.Definition.Variants.Count)
        {
            return;
        }
        if (!_people.TryGetValue(first.UnitId, out var exposures))
        {
            _people[first.UnitId] = exposures = [];
        }
        foreach (var exposure in exposures)
        {
            if (exposure.ExperimentId == first.ExperimentId)
            {
                return;
            }
        }
        var tallies = new PersonTally[experiment.Metrics.Length];
        var values = new PersonValue[tallies.Length];
        for (var i = 0; i < tallies.Length; i++)
        {
            var covariate = i < first.Covariates.Count && double.IsFinite(first.Covariates[i]) ? first.Covariates[i] : 0;
            tallies[i] = new PersonTally(0, 0, 0, covariate);
            values[i] = tallies[i].ValueOf(experiment.Metrics[i]);
        }
        var segments = new string[2 * first.Segments.Count];
        var next = 0;
        foreach (var (dimension, value) in first.Segments)
        {
            (segments[next], segments[next + 1]) = (dimension, value);
            next += 2;
        }
        var added = new Exposure(first.ExperimentId, first.Variant, at, segments, tallies);
        exposures.Add(added);
        sink.Exposed(position, added.Person, values);
    }

    private void Count(long position, Event e, List<Exposure> exposures, ILearningSink sink)
    {
        var at = e.Timestamp ?? default;
        foreach (var exposure in exposures)
        {
            var experiment = _experiments[exposure.ExperimentId];
            if (experiment.Definition.State is ExperimentState.Decided)
            {
                continue;
            }
            for (var i = 0; i < exposure.Tallies.Length; i++)
            {
                var (metric, old) = (experiment.Metrics[i], exposure.Tallies[i]);
                var now = old.With(metric, experiment.Definition.AttributionWindow, e.EventType, e.Value ?? 0, at - exposure.At);
                if (now == old)
                {
                    continue;
                }
                exposure.Tallies[i] = now;
                var (before, after) = (old.ValueOf(metric), now.ValueOf(metric));
                if (before != after)
                {
                    sink.Changed(position, exposure.Person, i, before, after);
                }
            }
        }
    }

    // Only the engine writes these, so what cannot be read is from a later version; it is left to that.
    private static T? Read<T>(Event e, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class => e.Properties.IsEmpty ? null : JsonSerializer.Deserialize(e.Properties.Utf8.Span, type);
}
