using Personalization.Contracts.Events;

namespace Personalization.Gateway.Events;

/// <summary>What becomes of the events of one request, in the order in which they came. Not thread-safe.</summary>
internal sealed class EventReceipt
{
    private const int MaxErrors = 100;
    private const int MaxPending = 4;

    private readonly Queue<ValueTask<PublishResult>> _pending = new();
    private List<Event> _chunk = [];
    private bool _lastWasAdded;

    /// <summary>Events in the chunk that is being filled.</summary>
    public int ChunkSize => _chunk.Count;

    /// <summary>Events seen so far; the index of the next one.</summary>
    public int Seen { get; private set; }

    /// <summary>Events that are durable and applied.</summary>
    public int Accepted { get; private set; }

    /// <summary>Events that were known already.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Events that were refused.</summary>
    public int Rejected { get; private set; }

    /// <summary>The faults of the first refused events.</summary>
    public List<EventError> Errors { get; } = [];

    public void Add(Event e)
    {
        _chunk.Add(e);
        _lastWasAdded = true;
        Seen++;
    }

    public void Reject(string field, string message)
    {
        _lastWasAdded = false;
        if (Errors.Count < MaxErrors)
        {
            Errors.Add(new EventError(Seen, field, message));
        }
        Rejected++;
        Seen++;
    }

    /// <summary>Takes the last event back: what followed it was broken.</summary>
    public void Undo()
    {
        if (_lastWasAdded && _chunk.Count > 0)
        {
            _chunk.RemoveAt(_chunk.Count - 1);
            Seen--;
            _lastWasAdded = false;
        }
    }

    /// <summary>The filled chunk, or <see langword="null"/> when it is empty; a new one is started.</summary>
    public List<Event>? TakeChunk()
    {
        _lastWasAdded = false;
        if (_chunk.Count == 0)
        {
            return null;
        }
        var chunk = _chunk;
        _chunk = new List<Event>(chunk.Count);
        return chunk;
    }

    /// <summary>Notes a chunk that is on its way.</summary>
    public void Publishing(ValueTask<PublishResult> publishing) => _pending.Enqueue(publishing);

    /// <summary>Waits until at most as many chunks are on their way as may be while more is read.</summary>
    public ValueTask Pace() => _pending.Count <= MaxPending ? ValueTask.CompletedTask : Drain(MaxPending);

    /// <summary>Waits until all chunks are durable and applied.</summary>
    /// <exception cref="Actors.Events.LogUnavailableException">A chunk was refused; those before it are counted.</exception>
    public ValueTask Drain() => Drain(0);

    private async ValueTask Drain(int most)
    {
        while (_pending.Count > most)
        {
            var result = await _pending.Dequeue();
            Accepted += result.Appended;
            Duplicates += result.Duplicates;
        }
    }
}
