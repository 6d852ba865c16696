using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;

namespace Personalization.Tools.Demo;

/// <summary>The experiment that runs in the demo shop: everybody's favourites against recommendations for each.</summary>
internal static class DemoExperiment
{
    /// <summary>The definition.</summary>
    public static ExperimentDefinition Definition { get; } = new()
    {
        ExperimentId = "recommendations-for-each",
        Name = "Recommendations for each",
        Hypothesis = "A list that is blended for each shopper is clicked more often than the list of what is popular with all.",
        Layer = "recommendations",
        Targeting = $"placement = '{DemoShop.Placement}'",
        Variants =
        [
            new VariantDefinition { Key = "popular", Parameters = JsonText.Parse("""{"recommender":"popular"}""") },
            new VariantDefinition { Key = "blend", Parameters = JsonText.Parse("""{"recommender":"blend"}""") },
        ],
        PrimaryMetric = new MetricDefinition
        {
            MetricId = "clicks",
            Name = "the share who click",
            Kind = MetricKind.Conversion,
            EventType = EventTypes.Click
        },
        SecondaryMetrics = [new MetricDefinition { MetricId = "carts", Kind = MetricKind.Conversion, EventType = EventTypes.AddToCart }],
        Guardrails =
        [
            new GuardrailDefinition
            {
                Metric = new MetricDefinition
                {
                    MetricId = "views",
                    Name = "pages seen",
                    Kind = MetricKind.Count,
                    EventType = EventTypes.PageView,
                    Cap = 50
                },
                Tolerance = 0.05,
            },
        ],
        MinimumEffect = 0.1,
        // The shoppers of the demo act fast.
        AttributionWindow = TimeSpan.FromMinutes(1),
    };
}
