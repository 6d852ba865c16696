using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments;
using Personalization.Engine.Features;
using Personalization.Engine.Profiles;
using Personalization.Engine.Learning;

namespace Personalization.Log.Experiments;

/// <summary>
/// Assigns people to the experiments that run, on this node alone, and tells the log of first exposures. Thread-safe.
/// </summary>
/// <param name="experiments">The experiments.</param>
/// <param name="buffer">Where exposures go.</param>
/// <param name="context">What states are read with.</param>
public sealed class ExperimentAssigner(ExperimentReadModel experiments, ExposureLog buffer, StateContext context)
{
    /// <summary>Everything a decision has to know of one person and one moment.</summary>
    /// <param name="Unit">The person's id; nobody takes part when <see langword="null"/>.</param>
    /// <param name="State">What is known of the person.</param>
    /// <param name="Placement">Where it is shown.</param>
    /// <param name="Request">The request's circumstances.</param>
    /// <param name="At">The time.</param>
    /// <param name="Now">The time in seconds since 1970, not before what is known.</param>
    public readonly record struct Moment(
        string? Unit, BehaviorState? State, string? Placement, JsonText Request, DateTimeOffset At, uint Now);

    /// <summary>
    /// The settings of the first experiment that changes what is decided; <see langword="null"/> when none does. The exposure is told.
    /// </summary>
    /// <param name="moment">Who and when.</param>
    /// <param name="changes">Which experiments are meant.</param>
    public (RunningExperiment Experiment, int Variant)? Find(in Moment moment, Func<RunningExperiment, bool> changes)
    {
        var running = experiments.Running;
        if (running.Count == 0 || moment.Unit is null)
        {
            return null;
        }
        PersonFacts? facts = null;
        for (var i = 0; i < running.Count; i++)
        {
            if (changes(running[i]) && Assign(running[i], moment, ref facts) is >= 0 and var variant)
            {
                return (running[i], variant);
            }
        }
        return null;
    }

    /// <summary>All experiments that a person takes part in now. The exposures are told.</summary>
    public List<ExperimentAssignment> All(in Moment moment)
    {
        var assignments = new List<ExperimentAssignment>();
        PersonFacts? facts = null;
        foreach (var experiment in experiments.Running)
        {
            if (moment.Unit is not null && Assign(experiment, moment, ref facts) is >= 0 and var variant)
            {
                var definition = experiment.Definition.Variants[variant];
                assignments.Add(new ExperimentAssignment(experiment.Definition.ExperimentId, definition.Key, definition.Parameters));
            }
        }
        return assignments;
    }

    private int Assign(RunningExperiment experiment, in Moment moment, ref PersonFacts? facts)
    {
        var assignment = experiment.Assigner.Assign(moment.Unit, facts);
        if (facts is null && assignment.Outcome == AssignmentOutcome.NotTargeted)
        {
            // Only who has a slot of a targeted experiment is looked at more closely.
            facts = new PersonFacts(moment.State, context, moment.Placement, moment.Request, moment.Now);
            assignment = experiment.Assigner.Assign(moment.Unit, facts);
        }
        if (!assignment.TakesPart)
        {
            return -1;
        }
        if (buffer.IsFirst(moment.Unit!, experiment.Definition.ExperimentId))
        {
            buffer.Exposure(moment.At, Describe(experiment.Definition, assignment.Variant, moment));
        }
        return assignment.Variant;
    }

    // What goes with the metrics and was known before: the same events of the thirty days before. With it the variance that people bring
    // along is taken out.
    private ExperimentExposure Describe(ExperimentDefinition definition, int variant, in Moment moment)
    {
        var metrics = ExperimentMetrics.Of(definition);
        var covariates = new double[metrics.Length];
        for (var i = 0; i < covariates.Length && moment.State is not null; i++)
        {
            var feature = FeatureName.Parse($"{metrics[i].EventType}.{(metrics[i].Kind == MetricKind.Revenue ? "sum" : "count")}.30d");
            var value = feature is null ? 0 : FeatureReader.Read(feature, moment.State, moment.Now, context);
            covariates[i] = double.IsFinite(value) ? value : 0;
        }
        var device = moment.Request.GetString("device"u8);
        var segments = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["visitor"] = moment.State is UserState { SessionCount: > 1 } ? "returning" : "new",
            ["buyer"] = moment.State is UserState { PurchaseCount: > 0 } ? "yes" : "no",
        };
        if (device is { Length: > 0 and <= 32 })
        {
            segments["device"] = device;
        }
        return new ExperimentExposure
        {
            UnitId = moment.Unit!,
            ExperimentId = definition.ExperimentId,
            Variant = variant,
            Covariates = covariates,
            Segments = segments
        };
    }
}
