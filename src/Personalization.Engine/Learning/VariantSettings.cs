using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Events;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Learning;

/// <summary>What a variant changes about the engine's own decisions; whatever else its parameters say is the app's. Immutable.</summary>
public sealed record VariantSettings
{
    /// <summary>Names the blend of all recommenders, the default.</summary>
    public const string BlendOfAll = "blend";

    /// <summary>The recommender that answers recommendations alone, by code or <see cref="BlendOfAll"/>.</summary>
    public string? Recommender { get; private init; }

    /// <summary>The policy of single choices, by its name in <see cref="ChoicePolicies"/>.</summary>
    public string? Policy { get; private init; }

    /// <summary>The share of single choices that are made at random, [0, 1].</summary>
    public double? Exploration { get; private init; }

    /// <summary>The blend that scores every decision.</summary>
    public BlendScorer? Blend { get; private init; }

    /// <summary>The weight of relevance against diversity in recommendations, [0, 1].</summary>
    public float? Relevance { get; private init; }

    /// <summary>Whether recommendations are made otherwise.</summary>
    public bool ChangesRecommendations => Recommender is not null || Blend is not null || Relevance is not null;

    /// <summary>Whether given lists are ordered otherwise.</summary>
    public bool ChangesRanks => Blend is not null;

    /// <summary>Whether single choices are made otherwise.</summary>
    public bool ChangesChoices => Policy is not null || Exploration is not null || Blend is not null;

    /// <summary>
    /// Of a variant's parameters, for example <c>{"recommender": "popular"}</c>, <c>{"policy": "greedy", "exploration": 0}</c> or
    /// <c>{"weights": {"popular": 1, "new": 0.5}, "relevance": 0.9}</c>. A member that <see cref="Check"/> has a fault for changes nothing,
    /// so that what an earlier release accepted stays readable.
    /// </summary>
    public static VariantSettings Of(JsonText parameters) => Read(parameters, "", []);

    /// <summary>All faults of the variants' settings, by their wire names; none when they are acceptable.</summary>
    public static IReadOnlyList<Fault> Check(ExperimentDefinition definition)
    {
        var faults = new List<Fault>();
        for (var i = 0; i < definition.Variants.Count; i++)
        {
            Read(definition.Variants[i].Parameters, $"variants[{i}].parameters", faults);
        }
        return faults;
    }

    private static VariantSettings Read(JsonText parameters, string field, List<Fault> faults)
    {
        if (parameters.IsEmpty)
        {
            return new VariantSettings();
        }
        var reader = new VariantReader(parameters, field, faults);
        return new VariantSettings
        {
            Recommender = reader.OneOf("recommender", DecisionPath.Codes.Prepend(BlendOfAll)),
            Policy = reader.OneOf("policy", ChoicePolicies.Names),
            Exploration = reader.Share("exploration"),
            Blend = reader.Weights("weights") is { } weights ? new BlendScorer(DecisionPath.Codes, weights) : null,
            Relevance = (float?)reader.Share("relevance"),
        };
    }
}
