using Personalization.Contracts.Events;

namespace Personalization.Actors.Logs;

/// <summary>Events of one actor on their way from a partition of the log.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="After">The position of the actor's event before these; -1 when all before are in its saved state. An actor that has not got there misses some.</param>
/// <param name="Events">The events, in log order; their partition is <paramref name="Partition"/>.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("log-delivery")]
public sealed record LogDelivery(
    [property: Id(0)] int Partition,
    [property: Id(1)] long After,
    [property: Id(2)] IReadOnlyList<LoggedEvent> Events);
