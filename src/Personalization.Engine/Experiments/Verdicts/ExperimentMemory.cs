using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Sequential;

namespace Personalization.Engine.Experiments.Verdicts;

/// <summary>
/// What an experiment's analysis carries from look to look, so that what was once certain stays so. Whoever keeps it starts anew when the
/// experiment draws people anew. Immutable.
/// </summary>
/// <param name="SampleRatioPValue">The least sequential p-value of the split.</param>
/// <param name="Treatments">The track of each treatment's primary metric.</param>
/// <param name="Harms">Guardrails that were harmed.</param>
public sealed record ExperimentMemory(
    double SampleRatioPValue, IReadOnlyList<SequentialTrack> Treatments, IReadOnlyList<GuardrailHarm> Harms)
{
    /// <summary>Before the first look.</summary>
    public static ExperimentMemory Empty { get; } = new(1, [], []);
}
