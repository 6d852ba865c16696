using Personalization.Engine.Experiments.Statistics;

namespace Personalization.Gateway.Experiments;

/// <summary>What was known of a treatment's lift at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="People">People in all variants.</param>
/// <param name="Variant">The treatment.</param>
/// <param name="Lift">The estimate.</param>
/// <param name="Interval">The confidence sequence.</param>
internal readonly record struct ExperimentLook(DateTimeOffset At, long People, string Variant, double Lift, Interval Interval);
