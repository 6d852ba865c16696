using System.Collections.Concurrent;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Learning;

namespace Personalization.Log.Experiments;

/// <summary>Choices of one part of the log that are on their way into it, until it is written or full. Thread-safe.</summary>
/// <param name="first">The id of the first choice's decision, by which the batch finds its part of the log.</param>
/// <param name="at">The time of the first choice.</param>
/// <param name="writers">Writers that other batches are done with.</param>
internal sealed class OpenBatch(string first, DateTimeOffset at, ConcurrentBag<ByteWriter> writers)
{
    private const int Most = 128;

    private readonly Lock _gate = new();
    private ByteWriter? _writer = writers.TryTake(out var used) ? used : new ByteWriter(8192);
    private int _count;

    /// <summary>Adds a choice.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(string decisionId, DateTimeOffset at, PlacementChoice choice)
    {
        lock (_gate)
        {
            if (_writer is null || _count == Most)
            {
                return false;
            }
            ChoiceBatch.Add(_writer, decisionId, at, choice);
            _count++;
            return true;
        }
    }

    /// <summary>Ends the batch; what was added is in the event.</summary>
    public Event Seal()
    {
        lock (_gate)
        {
            var writer = _writer!;
            _writer = null;
            var properties = ChoiceBatch.Seal(writer);
            writer.Clear();
            writers.Add(writer);
            return new Event
            {
                EventId = EventSubject.Id(first, "choices"),
                EventType = EventTypes.Choices,
                Timestamp = at,
                Properties = properties
            };
        }
    }
}
