using System.Globalization;
using Personalization.Log.Partitions;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Grains.Partitions;

/// <summary>
/// Tells a visit's own partition in which one the visit goes on, since it has a person: once for a visit and partition, as far as this node
/// remembers, and the event's id keeps the log from taking it twice. Thread-safe.
/// </summary>
internal sealed class VisitPointers
{
    private const int Most = 100_000;

    private readonly Lock _gate = new();
    private HashSet<(string Session, int Partition)> _young = [];
    private HashSet<(string Session, int Partition)> _old = [];

    /// <summary>Adds the event that must go with another one, if it needs one.</summary>
    /// <param name="e">The event.</param>
    /// <param name="partition">The partition that it goes to.</param>
    /// <param name="partitions">How many there are.</param>
    /// <param name="pointers">Where to add it, by visit and partition.</param>
    public void Find(Event e, int partition, int partitions, Dictionary<(string Session, int Partition), Event> pointers)
    {
        if (e.UserId is null || e.SessionId is not { } session || LogRouting.PartitionOf(session, partitions) == partition)
        {
            return;
        }
        var visit = (session, partition);
        lock (_gate)
        {
            if (_young.Contains(visit) || _old.Contains(visit))
            {
                return;
            }
        }
        if (!pointers.ContainsKey(visit))
        {
            var id = EventSubject.Id(session, "in-" + partition.ToString(CultureInfo.InvariantCulture));
            pointers.Add(visit, new Event { EventId = id, EventType = EventTypes.Visit, Timestamp = e.Timestamp, Value = partition });
        }
    }

    /// <summary>Takes note that the log has these.</summary>
    public void Told(Dictionary<(string Session, int Partition), Event> pointers)
    {
        if (pointers.Count == 0)
        {
            return;
        }
        lock (_gate)
        {
            _young.UnionWith(pointers.Keys);
            if (_young.Count >= Most)
            {
                (_young, _old) = ([], _young);
            }
        }
    }
}
