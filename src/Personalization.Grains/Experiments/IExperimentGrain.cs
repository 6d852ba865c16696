using Personalization.Contracts;

namespace Personalization.Grains.Experiments;

/// <summary>The handler of experiments, keyed by 0: one command at a time.</summary>
[Alias("experiments")]
public interface IExperimentGrain : IGrainWithIntegerKey
{
    /// <summary>Carries a command out.</summary>
    /// <param name="command">A <see cref="Contracts.Experiments.ExperimentCommand"/> as JSON.</param>
    /// <returns>An <see cref="Contracts.Experiments.ExperimentReply"/> as JSON.</returns>
    [Alias("apply")]
    Task<JsonText> Apply(JsonText command);
}
