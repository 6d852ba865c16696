using System.Text.Json.Serialization;

namespace Personalization.Contracts.Experiments;

/// <summary>Something to be done with an experiment. Immutable.</summary>
public sealed record ExperimentCommand
{
    /// <summary>The experiment.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>What is to be done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required ExperimentAction Action { get; init; }

    /// <summary>The definition, for <see cref="ExperimentAction.Define"/>; its state and revision are left out of account.</summary>
    public ExperimentDefinition? Definition { get; init; }

    /// <summary>The new share of people who take part, for <see cref="ExperimentAction.Ramp"/>.</summary>
    public double? Ramp { get; init; }

    /// <summary>The look, for <see cref="ExperimentAction.Look"/>.</summary>
    public ExperimentLook? Look { get; init; }

    /// <summary>Why, or the winner, for people.</summary>
    public string? Reason { get; init; }

    /// <summary>Who wants it.</summary>
    public string By { get; init; } = "api";
}
