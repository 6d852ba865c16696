using Personalization.Contracts.Events;

namespace Personalization.Actors.Logs;

/// <summary>Events of one actor on their way from a partition of the log.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="After">The position of the actor's event before these; -1 when all before are in its saved state. An actor that has not got there misses some.</param>
/// <param name="Events">The events, in log order; their partition is <paramref name="Partition"/>.</param>
public sealed record LogDelivery(int Partition, long After, IReadOnlyList<LoggedEvent> Events);
