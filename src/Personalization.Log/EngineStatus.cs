namespace Personalization.Log;

/// <summary>How far an engine is.</summary>
/// <param name="NextPosition">How many entries the log has had; in one log, the position that the next one gets.</param>
/// <param name="JournalBytes">The size of the log on disk; 0 when it is not kept on this machine.</param>
/// <param name="ActiveUsers">Persons in memory.</param>
/// <param name="ActiveSessions">Visits in memory.</param>
/// <param name="Items">Items in the catalogue.</param>
/// <param name="DroppedDecisions">Decisions that the decision log could not take.</param>
/// <param name="Conversions">Purchases accepted since the start.</param>
/// <param name="ConversionValue">The money of those purchases.</param>
/// <param name="FailedEvents">Events that an actor could not apply.</param>
public sealed record EngineStatus(
    long NextPosition, long JournalBytes, int ActiveUsers, int ActiveSessions, int Items, long DroppedDecisions,
    long Conversions, double ConversionValue, long FailedEvents);
