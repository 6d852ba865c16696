using System.Text.Json.Serialization;

namespace Personalization.Gateway.Experiments;

/// <summary>How large an experiment has to be.</summary>
/// <param name="ControlPeople">People in the control.</param>
/// <param name="People">People in all variants.</param>
/// <param name="PowerOfOneLook">The power of one test at the end.</param>
/// <param name="Sequential">What looking again and again makes of it.</param>
/// <param name="PowerCurve">The power at other effects.</param>
/// <param name="Days">For how long; absent when it would never end.</param>
internal sealed record PlanAnswer(
    double ControlPeople, double People, double PowerOfOneLook, SequentialPlan Sequential, IReadOnlyList<EffectPower> PowerCurve,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Days = null);

/// <summary>What looking again and again makes of a plan.</summary>
/// <param name="Power">The power.</param>
/// <param name="MedianShareOfPeople">The share of the people after which half of such experiments end.</param>
/// <param name="MeanShareOfPeople">The share of the people after which such experiments end on average.</param>
internal sealed record SequentialPlan(double Power, double MedianShareOfPeople, double MeanShareOfPeople);

/// <summary>The power at an effect.</summary>
/// <param name="Effect">The effect, relative to the control.</param>
/// <param name="Power">The power.</param>
internal sealed record EffectPower(double Effect, double Power);
