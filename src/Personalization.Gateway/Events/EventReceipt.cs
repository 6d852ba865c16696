using Personalization.Log.Events;
using Personalization.Contracts.Events;

namespace Personalization.Gateway.Events;

/// <summary>What becomes of the events of one request, in the order in which they came. Not thread-safe.</summary>
internal sealed class EventReceipt
{
    private const int MaxErrors = 100;
    private const int MaxPending = 4;
    private const int ChunkEvents = 1000;
    private const int ChunkBytes = 1 << 20;

    private readonly Queue<ValueTask<PublishResult>> _pending = new();
    private readonly Queue<List<Event>> _full = new();
    private List<Event> _chunk = [];
    private int _chunkBytes;

    /// <summary>Whether there is a chunk that takes no more.</summary>
    public bool HasFullChunk => _full.Count > 0;

    /// <summary>Events seen so far; the index of the next one.</summary>
    public int Seen { get; private set; }

    /// <summary>Lines read so far.</summary>
    public int Lines { get; set; }

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
        _chunkBytes += e.Context.Utf8.Length + e.Properties.Utf8.Length;
        Seen++;
        if (_chunk.Count == ChunkEvents || _chunkBytes >= ChunkBytes)
        {
            _full.Enqueue(_chunk);
            (_chunk, _chunkBytes) = ([], 0);
        }
    }

    public void Reject(string field, string message)
    {
        if (Errors.Count < MaxErrors)
        {
            Errors.Add(new EventError(Seen, field, message));
        }
        Rejected++;
        Seen++;
    }

    /// <summary>The next full chunk, or the last one if <paramref name="last"/>; <see langword="null"/> when there is none.</summary>
    public List<Event>? TakeChunk(bool last)
    {
        if (_full.TryDequeue(out var full))
        {
            return full;
        }
        if (!last || _chunk.Count == 0)
        {
            return null;
        }
        var chunk = _chunk;
        (_chunk, _chunkBytes) = ([], 0);
        return chunk;
    }

    /// <summary>Notes a chunk that is on its way.</summary>
    public void Publishing(ValueTask<PublishResult> publishing)
    {
        if (!publishing.IsCompletedSuccessfully)
        {
            // The chunk behind it may have to wait for it, too.
            var task = publishing.AsTask();
            (publishing, Latest) = (new(task), task);
        }
        _pending.Enqueue(publishing);
    }

    /// <summary>The last chunk that is on its way.</summary>
    public Task Latest { get; private set; } = Task.CompletedTask;

    /// <summary>Waits until at most as many chunks are on their way as may be while more is read.</summary>
    public ValueTask Pace() => _pending.Count <= MaxPending ? ValueTask.CompletedTask : Drain(MaxPending);

    /// <summary>Waits until all chunks are durable and applied.</summary>
    /// <exception cref="LogUnavailableException">A chunk was refused; what became of all others is counted.</exception>
    public ValueTask Drain() => Drain(0);

    /// <summary>Waits for the chunks on their way after something else failed; refusals are of no interest any more.</summary>
    public async ValueTask Settle()
    {
        try
        {
            await Drain();
        }
        catch (LogUnavailableException)
        {
            // The request failed before; its answer tells why.
        }
    }

    private async ValueTask Drain(int most)
    {
        LogUnavailableException? refusal = null;
        while (_pending.Count > (refusal is null ? most : 0))
        {
            try
            {
                var result = await _pending.Dequeue();
                Accepted += result.Appended;
                Duplicates += result.Duplicates;
            }
            catch (LogUnavailableException fault)
            {
                refusal ??= fault;
            }
        }
        if (refusal is not null)
        {
            throw refusal;
        }
    }
}
