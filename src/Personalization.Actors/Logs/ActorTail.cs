using Personalization.Contracts.Events;

namespace Personalization.Actors.Logs;

/// <summary>
/// The events of one actor that are in the log and not in its saved state, oldest first: a part that was delivered, then a part that was not. Belongs to its
/// partition, under the partition's lock.
/// </summary>
internal sealed class ActorTail(ActorId id)
{
    private const int MostAtOnce = 512;

    private readonly List<LoggedEvent> _events = [];
    private readonly Queue<(long Position, Submission Submission)> _awaited = new();
    private int _delivered;

    public ActorId Id { get; } = id;

    /// <summary>Whether somebody is delivering, or will.</summary>
    public bool IsDelivering { get; set; }

    /// <summary>Whether there is nothing left to keep.</summary>
    public bool IsEmpty => _events.Count == 0 && !IsDelivering;

    /// <summary>Whether everything was delivered.</summary>
    public bool IsDelivered => _delivered == _events.Count;

    /// <summary>The position of the first event that is not saved.</summary>
    public long FirstPosition => _events.Count == 0 ? long.MaxValue : _events[0].Position;

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
        return count == 0 ? null : new LogDelivery(partition, _delivered == 0 ? -1 : _events[_delivered - 1].Position, _events.GetRange(_delivered, count));
    }

    /// <summary>Notes how far the actor has got.</summary>
    /// <returns>Whether it has got further; if it has not, it gets everything from the first unsaved event on.</returns>
    public bool Reached(long position, List<Submission> confirmed)
    {
        var before = _delivered;
        _delivered = 0;
        while (_delivered < _events.Count && _events[_delivered].Position <= position)
        {
            _delivered++;
        }
        while (_awaited.TryPeek(out var awaited) && awaited.Position <= position)
        {
            confirmed.Add(_awaited.Dequeue().Submission);
        }
        return _delivered > before;
    }

    /// <summary>Forgets events that are in the saved state.</summary>
    public void Saved(long position)
    {
        var saved = 0;
        while (saved < _delivered && _events[saved].Position <= position)
        {
            saved++;
        }
        _events.RemoveRange(0, saved);
        _delivered -= saved;
    }

    /// <summary>The events after a position.</summary>
    public List<LoggedEvent> After(long position) => _events.FindAll(e => e.Position > position);
}
