using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments;

namespace Personalization.Engine.Learning;

/// <summary>An experiment in which people take part now, ready to assign. Immutable; thread-safe.</summary>
/// <param name="Assigner">Who gets what.</param>
/// <param name="Variants">What each variant changes about decisions.</param>
public sealed record RunningExperiment(Assigner Assigner, VariantSettings[] Variants)
{
    /// <summary>The definition.</summary>
    public ExperimentDefinition Definition => Assigner.Definition;

    /// <summary>Whether it changes recommendations.</summary>
    public bool ChangesRecommendations { get; } = Array.Exists(Variants, static v => v.ChangesRecommendations);

    /// <summary>Whether it changes the order of given lists.</summary>
    public bool ChangesRanks { get; } = Array.Exists(Variants, static v => v.ChangesRanks);

    /// <summary>Whether it changes single choices.</summary>
    public bool ChangesChoices { get; } = Array.Exists(Variants, static v => v.ChangesChoices);

    internal static RunningExperiment[] Of(IEnumerable<ExperimentTally> experiments)
    {
        var running = new List<RunningExperiment>();
        foreach (var experiment in experiments)
        {
            if (experiment.Latest.Definition.State == ExperimentState.Running)
            {
                var definition = experiment.Latest.Definition;
                running.Add(new RunningExperiment(
                    new Assigner(definition), [.. definition.Variants.Select(static v => VariantSettings.Of(v.Parameters))]));
            }
        }
        return [.. running];
    }
}
