namespace Personalization.Gateway.Tests.Crash;

/// <summary>A choice that was answered.</summary>
/// <param name="Decision">The decision's id.</param>
/// <param name="Placement">Where.</param>
/// <param name="Item">What was chosen.</param>
/// <param name="Person">For whom.</param>
/// <param name="AskedAt">When it was asked for; it was made after that.</param>
/// <param name="Life">Which process answered.</param>
/// <param name="Number">Its place among the choices that the process answered.</param>
internal sealed record ExperimentChoice(
    string Decision, string Placement, string Item, string Person, DateTimeOffset AskedAt, int Life, int Number);
