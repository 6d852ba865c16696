using Personalization.Contracts.Experiments;
using Personalization.Engine.Events;
using Personalization.Engine.Experiments;
using Personalization.Engine.Statistics;

namespace Personalization.Gateway.Experiments;

/// <summary>Plans experiments.</summary>
internal static class ExperimentPlanning
{
    private static readonly double[] s_shares = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];

    /// <summary>The fault of a request.</summary>
    public static Fault? Check(PlanRequest request)
    {
        var effect = Effect(request.Definition!);
        if (IsProportion(request.Definition!))
        {
            var changed = request.Baseline * (1 + effect);
            return request.Baseline is > 0 and < 1 && changed is > 0 and < 1
                ? null
                : new Fault(
                    "baseline", $"is {request.Baseline}; a proportion between 0 and 1 that stays there with the minimum effect is allowed");
        }
        if (!double.IsFinite(request.Baseline) || request.Baseline == 0)
        {
            return new Fault("baseline", $"is {request.Baseline}; a mean other than 0 is allowed");
        }
        return request.Deviation is > 0 and < double.PositiveInfinity
            ? null
            : new Fault("deviation", "is missing; the standard deviation of one person's value, above 0, is expected");
    }

    /// <summary>The plan.</summary>
    /// <param name="request">One without a fault.</param>
    public static PlanAnswer Answer(PlanRequest request)
    {
        var definition = request.Definition!;
        var plan = IsProportion(definition)
            ? ExperimentPlan.ForProportion(definition, request.Baseline, request.PeoplePerDay)
            : ExperimentPlan.ForMean(definition, request.Baseline, request.Deviation!.Value, request.PeoplePerDay);
        return new PlanAnswer(
            plan.ControlPeople, plan.People, plan.FixedPower,
            new SequentialPlan(plan.Sequential.Power, plan.Sequential.MedianTime, plan.Sequential.MeanTime),
            [.. s_shares.Select(share => new EffectPower(
                Math.Round(definition.MinimumEffect * share, 10), Power(request, share, plan.ControlPeople)))],
            double.IsFinite(plan.Days) ? plan.Days : null);
    }

    private static double Power(PlanRequest request, double share, double people)
    {
        var definition = request.Definition!;
        var alpha = definition.Alpha / Math.Max(1, definition.Variants.Count - 1);
        return IsProportion(definition)
            ? PowerAnalysis.PowerForProportions(
                request.Baseline, Math.Clamp(request.Baseline * (1 + (share * Effect(definition))), 1e-9, 1 - 1e-9), people, alpha)
            : PowerAnalysis.PowerForMeans(request.Deviation!.Value, request.Baseline * share * definition.MinimumEffect, people, alpha);
    }

    private static double Effect(ExperimentDefinition definition) =>
        definition.PrimaryMetric.Direction == MetricDirection.Increase ? definition.MinimumEffect : -definition.MinimumEffect;

    private static bool IsProportion(ExperimentDefinition definition) =>
        definition.PrimaryMetric.Kind is MetricKind.Conversion or MetricKind.Retention;
}
