using System.Globalization;
using Personalization.Actors.Logs;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Grains.Logs;

/// <summary>
/// Tells a visit's own partition in which one the visit goes on, since it has a person: once for a visit and partition, as far as this node
/// remembers, and the event's id keeps the log from taking it twice. Thread-safe.
/// </summary>
internal sealed class VisitPointers
{
    private const int Most = 100_000;

    private readonly Lock _gate = new();
    private HashSet<string> _young = new(StringComparer.Ordinal);
    private HashSet<string> _old = new(StringComparer.Ordinal);

    /// <summary>Adds the event that must go with another one, if it needs one.</summary>
    /// <param name="e">The event.</param>
    /// <param name="partition">The partition that it goes to.</param>
    /// <param name="partitions">How many there are.</param>
    /// <param name="pointers">Where to add it.</param>
    public void Find(Event e, int partition, int partitions, List<Event> pointers)
    {
        if (e.UserId is null || e.SessionId is not { } session || LogRouting.PartitionOf(session, partitions) == partition)
        {
            return;
        }
        var id = EventSubject.Id(session, "in-" + partition.ToString(CultureInfo.InvariantCulture));
        lock (_gate)
        {
            if (_young.Contains(id) || _old.Contains(id))
            {
                return;
            }
        }
        if (!pointers.Exists(pointer => pointer.EventId == id))
        {
            pointers.Add(new Event { EventId = id, EventType = EventTypes.Visit, Timestamp = e.Timestamp, Value = partition });
        }
    }

    /// <summary>Takes note that the log has these.</summary>
    public void Told(List<Event> pointers)
    {
        if (pointers.Count == 0)
        {
            return;
        }
        lock (_gate)
        {
            foreach (var pointer in pointers)
            {
                _young.Add(pointer.EventId!);
            }
            if (_young.Count >= Most)
            {
                (_young, _old) = (new(StringComparer.Ordinal), _young);
            }
        }
    }
}
