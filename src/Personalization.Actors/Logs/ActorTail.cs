using System.Runtime.InteropServices;
using Personalization.Actors.Events;
using Personalization.Contracts.Events;

namespace Personalization.Actors.Logs;

/// <summary>
/// The events of one actor that are in the log and not in its saved state, oldest first: a part that was delivered, then a part that was not. Belongs to its
/// partition, under the partition's lock. As a work item it delivers.
/// </summary>
internal sealed class ActorTail(ActorId id, LogPartition partition) : IThreadPoolWorkItem
{
    private const int MostAtOnce = 512;

    private readonly List<LoggedEvent> _events = [];
    private readonly Queue<(long Position, Submission Submission)> _awaited = new();
    private int _delivered;

    public ActorId Id { get; } = id;

    /// <summary>Whether somebody is delivering, or will.</summary>
    public bool IsDelivering { get; set; }

    /// <summary>How often in a row the actor has not got further.</summary>
    public int Failures { get; private set; }

    /// <summary>Whether there is nothing left to keep.</summary>
    public bool IsEmpty => _events.Count == 0 && !IsDelivering;

    /// <summary>Whether everything was delivered.</summary>
    public bool IsDelivered => _delivered == _events.Count;

    /// <summary>The position of the first event that is not saved.</summary>
    public long FirstPosition => _events.Count == 0 ? long.MaxValue : _events[0].Position;

    /// <summary>The position of the last event that was delivered and is not saved; -1 when there is none.</summary>
    public long DeliveredPosition => _delivered == 0 ? -1 : _events[_delivered - 1].Position;

    public void Add(in LoggedEvent logged) => _events.Add(logged);

    /// <summary>Makes a submission wait until everything so far is delivered.</summary>
    public void Await(Submission submission)
    {
        if (IsDelivered)
        {
            return;
        }
        submission.Await();
        _awaited.Enqueue((_events[^1].Position, submission));
    }

    /// <summary>The next events to deliver; <see langword="null"/> when there are none.</summary>
    public LogDelivery? Next(int partition)
    {
        var count = Math.Min(MostAtOnce, _events.Count - _delivered);
        return count == 0 ? null : new LogDelivery(partition, DeliveredPosition, CollectionsMarshal.AsSpan(_events).Slice(_delivered, count).ToArray());
    }

    /// <summary>Notes how far the actor has got, which is back when it was lost, and confirms to those who waited for that.</summary>
    /// <returns>Whether it has got further; if it has not, it gets everything from the first event on that it has not.</returns>
    public bool Reached(long position)
    {
        var before = _delivered;
        _delivered = CountUpTo(position);
        while (_awaited.TryPeek(out var awaited) && awaited.Position <= position)
        {
            _awaited.Dequeue().Submission.Confirm();
        }
        Failures = _delivered > before ? 0 : Failures + 1;
        return _delivered > before;
    }

    /// <summary>Notes that the actor did not answer.</summary>
    public void Failed() => Failures++;

    /// <summary>Forgets events that are in the saved state.</summary>
    /// <returns>How many.</returns>
    public int Saved(long position)
    {
        var saved = Math.Min(_delivered, CountUpTo(position));
        _events.RemoveRange(0, saved);
        _delivered -= saved;
        return saved;
    }

    /// <summary>Lets those go who wait for events that will not be delivered from here.</summary>
    public void Release(LogUnavailableException fault)
    {
        while (_awaited.TryDequeue(out var awaited))
        {
            awaited.Submission.Fail(fault);
        }
    }

    /// <summary>The events after a position.</summary>
    public List<LoggedEvent> After(long position)
    {
        var first = CountUpTo(position);
        return _events.GetRange(first, _events.Count - first);
    }

    void IThreadPoolWorkItem.Execute() => _ = partition.Deliver(this);

    private int CountUpTo(long position)
    {
        var (low, high) = (0, _events.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _events[middle].Position <= position ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
