using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Log.Partitions;

/// <summary>
/// Which partition of a cluster's log an event belongs to: that of its person, or of its visit when it names no person, or of its subject
/// when the engine wrote it. So everything of one person stands in one order. The hash is SipHash-1-3 with a fixed key; it is part of the
/// stored form.
/// </summary>
public static class LogRouting
{
    private static readonly EventIdHash s_hash = new(0x706572736f6e616c, 0x697a6174696f6e21);

    /// <summary>The partition of an event.</summary>
    /// <param name="e">The event, with a user, a session or an id that names a subject.</param>
    /// <param name="partitions">How many partitions there are.</param>
    public static int PartitionOf(Event e, int partitions) =>
        PartitionOf(e.UserId ?? e.SessionId ?? EventSubject.Of(e.EventId!), partitions);

    /// <summary>The partition of a person, or of a visit without one.</summary>
    public static int PartitionOf(string key, int partitions) => (int)(s_hash.Of(key) % (ulong)partitions);
}
