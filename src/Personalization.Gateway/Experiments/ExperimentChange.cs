namespace Personalization.Gateway.Experiments;

/// <summary>The body of a command to an experiment.</summary>
/// <param name="Reason">Why, for the history.</param>
/// <param name="By">Who wants it.</param>
/// <param name="Ramp">The new share of people, to change it.</param>
internal sealed record ExperimentChange(string? Reason = null, string? By = null, double? Ramp = null);
