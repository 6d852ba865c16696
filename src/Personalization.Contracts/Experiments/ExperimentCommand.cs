using System.Text.Json.Serialization;

namespace Personalization.Contracts.Experiments;

/// <summary>Something to be done with an experiment. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("experiment-command")]
public sealed record ExperimentCommand
{
    /// <summary>The experiment.</summary>
    [Id(0)]
    public required string ExperimentId { get; init; }

    /// <summary>What is to be done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [Id(1)]
    public required ExperimentAction Action { get; init; }

    /// <summary>The definition, for <see cref="ExperimentAction.Define"/>; its state and revision are left out of account.</summary>
    [Id(2)]
    public ExperimentDefinition? Definition { get; init; }

    /// <summary>The new share of people who take part, for <see cref="ExperimentAction.Ramp"/>.</summary>
    [Id(3)]
    public double? Ramp { get; init; }

    /// <summary>The look, for <see cref="ExperimentAction.Record"/>.</summary>
    [Id(4)]
    public InterimAnalysis? Analysis { get; init; }

    /// <summary>Why, or the winner, for people.</summary>
    [Id(5)]
    public string? Reason { get; init; }

    /// <summary>Who wants it.</summary>
    [Id(6)]
    public string By { get; init; } = "api";
}
