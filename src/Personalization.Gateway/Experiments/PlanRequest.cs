using Personalization.Contracts.Experiments;

namespace Personalization.Gateway.Experiments;

/// <summary>Asks how large an experiment has to be.</summary>
/// <param name="Definition">The experiment.</param>
/// <param name="Baseline">The control's proportion or mean.</param>
/// <param name="Deviation">The standard deviation of one person's value, for metrics that are no proportions.</param>
/// <param name="PeoplePerDay">New people a day.</param>
internal sealed record PlanRequest(ExperimentDefinition? Definition, double Baseline, double? Deviation = null, double PeoplePerDay = 0);
