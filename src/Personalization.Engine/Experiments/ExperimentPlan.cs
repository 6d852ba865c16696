using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Sequential;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments;

/// <summary>
/// How large an experiment has to be and how long it takes, for its minimum effect, α and power. With several treatments α is shared
/// among them (Bonferroni).
/// </summary>
/// <param name="ControlPeople">People in the control at the planned size.</param>
/// <param name="People">People in all variants at the planned size.</param>
/// <param name="Days">Whole days until the planned size; ∞ when nobody comes.</param>
/// <param name="FixedPower">The power at the planned size of a test that analyses once there.</param>
/// <param name="Sequential">What to expect of looking all along instead: ending early, for a little power at the planned size.</param>
public sealed record ExperimentPlan(double ControlPeople, double People, double Days, double FixedPower, SequentialPlan Sequential)
{
    /// <summary>Plans an experiment on a proportion: conversion or retention.</summary>
    /// <param name="definition">The experiment.</param>
    /// <param name="baseline">The control's proportion, (0, 1); with the minimum effect it stays in (0, 1).</param>
    /// <param name="peoplePerDay">New people a day who take part, all variants together, 0 or more.</param>
    public static ExperimentPlan ForProportion(ExperimentDefinition definition, double baseline, double peoplePerDay)
    {
        var (alpha, ratio) = Shape(definition);
        var effect = definition.PrimaryMetric.Direction == MetricDirection.Increase ? definition.MinimumEffect : -definition.MinimumEffect;
        return Of(
            definition, PowerAnalysis.PeopleForProportions(baseline, baseline * (1 + effect), alpha, definition.Power, ratio),
            peoplePerDay);
    }

    /// <summary>Plans an experiment on a mean: revenue, counts, or a ratio with its linearized deviation.</summary>
    /// <param name="definition">The experiment.</param>
    /// <param name="mean">The control's mean, not 0.</param>
    /// <param name="deviation">The standard deviation of one person's value, above 0.</param>
    /// <param name="peoplePerDay">New people a day who take part, all variants together, 0 or more.</param>
    /// <param name="explained">The share of the variance that a covariate explains, [0, 1); 0 by default.</param>
    public static ExperimentPlan ForMean(
        ExperimentDefinition definition, double mean, double deviation, double peoplePerDay, double explained = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(explained);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(explained, 1);
        var (alpha, ratio) = Shape(definition);
        var remaining = deviation * Math.Sqrt(1 - explained);
        return Of(
            definition, PowerAnalysis.PeopleForMeans(remaining, mean * definition.MinimumEffect, alpha, definition.Power, ratio),
            peoplePerDay);
    }

    private static ExperimentPlan Of(ExperimentDefinition definition, double control, double peoplePerDay)
    {
        var weights = 0.0;
        foreach (var variant in definition.Variants)
        {
            weights += variant.Weight;
        }
        var people = Math.Ceiling(control) * weights / definition.Variants[0].Weight;
        var (alpha, _) = Shape(definition);
        return new ExperimentPlan(
            Math.Ceiling(control), Math.Ceiling(people), peoplePerDay > 0 ? Math.Ceiling(people / peoplePerDay) : double.PositiveInfinity,
            definition.Power, SequentialPlan.Of(new PlannedBoundary(alpha), plannedPower: definition.Power));
    }

    // Each treatment's α, and the people of the smallest treatment relative to the control's.
    private static (double Alpha, double Ratio) Shape(ExperimentDefinition definition)
    {
        var least = double.PositiveInfinity;
        for (var i = 1; i < definition.Variants.Count; i++)
        {
            least = definition.Variants[i].Weight > 0 ? Math.Min(least, definition.Variants[i].Weight) : least;
        }
        return (definition.Alpha / Math.Max(1, definition.Variants.Count - 1), least / definition.Variants[0].Weight);
    }
}
