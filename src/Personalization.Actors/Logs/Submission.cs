using Personalization.Actors.Events;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Actors.Logs;

/// <summary>A batch of events on its way through a partition: encoded by the caller, then durable, then with every actor that it concerns.</summary>
internal sealed class Submission
{
    private readonly TaskCompletionSource<PartitionReceipt> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ByteWriter _data;
    private readonly int[] _ends;

    // One for the submission itself, until all who must confirm are known.
    private int _awaited = 1;
    private int _duplicates;
    private int _purchases;
    private long _purchaseMilli;
    private long _lastPosition = -1;

    public Submission(IReadOnlyList<Event> events)
    {
        Events = events;
        _data = new ByteWriter(events.Count * 128);
        _ends = new int[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            EventCodec.Write(_data, events[i]);
            _ends[i] = _data.Length;
        }
    }

    public IReadOnlyList<Event> Events { get; }

    public long SizeBytes => _data.Length + ((long)Events.Count * LogRow.EntryBytes);

    public Task<PartitionReceipt> Done => _done.Task;

    public ReadOnlySpan<byte> Data(int index) => _data.Written[(index == 0 ? 0 : _ends[index - 1]).._ends[index]];

    /// <summary>Counts a duplicate.</summary>
    public void CountDuplicate() => _duplicates++;

    /// <summary>Counts a new event.</summary>
    public void CountNew(long position, Event e)
    {
        _lastPosition = position;
        if (e.EventType == EventTypes.Purchase)
        {
            _purchases++;
            _purchaseMilli += (long)Math.Round((e.Value ?? 0) * 1000);
        }
    }

    /// <summary>Notes that one more actor must confirm.</summary>
    public void Await() => Interlocked.Increment(ref _awaited);

    /// <summary>Notes that an actor has confirmed, or that all who must are known.</summary>
    public void Confirm()
    {
        if (Interlocked.Decrement(ref _awaited) == 0)
        {
            _done.TrySetResult(new PartitionReceipt(Events.Count - _duplicates, _duplicates, _lastPosition, _purchases, _purchaseMilli));
        }
    }

    /// <summary>Nothing of it was written, or nobody knows.</summary>
    public void Fail(LogUnavailableException fault) => _done.TrySetException(new LogUnavailableException(fault.Refusal, fault.Message, fault.InnerException));
}
