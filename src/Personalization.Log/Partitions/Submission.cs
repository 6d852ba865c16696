using System.Threading.Tasks.Sources;
using Personalization.Log.Events;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Log.Partitions;

/// <summary>
/// A batch of events on its way through a partition: encoded by the caller, then durable, then with everybody whom it concerns. Used again
/// and again, by one caller at a time.
/// </summary>
internal sealed class Submission : IValueTaskSource
{
    private readonly ByteWriter _data = new(512);
    private ManualResetValueTaskSourceCore<bool> _done = new() { RunContinuationsAsynchronously = true };
    private int[] _ends = new int[1];
    private bool[] _isDuplicate = new bool[1];

    /// <summary>The events.</summary>
    public IReadOnlyList<Event> Events { get; private set; } = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>What the batch takes in the log.</summary>
    public long SizeBytes => _data.Length + ((long)Count * LogRow.EntryBytes);

    /// <summary>The position of the first event that is new, once that is known.</summary>
    public long FirstPosition { get; set; }

    /// <summary>How many events were known already.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Ends when the batch is durable and applied; to be awaited once.</summary>
    public ValueTask Done => new(this, _done.Version);

    /// <summary>Takes events in.</summary>
    public void Start(IReadOnlyList<Event> events)
    {
        _done.Reset();
        _data.Clear();
        (Events, Count, Duplicates, FirstPosition) = (events, events.Count, 0, -1);
        if (_ends.Length < Count)
        {
            (_ends, _isDuplicate) = (new int[Count], new bool[Count]);
        }
        for (var i = 0; i < Count; i++)
        {
            EventCodec.Write(_data, events[i]);
            _ends[i] = _data.Length;
        }
    }

    /// <summary>An event's bytes.</summary>
    public ReadOnlySpan<byte> Data(int index) => _data.Written[(index == 0 ? 0 : _ends[index - 1]).._ends[index]];

    /// <summary>Whether an event was known already.</summary>
    public bool IsDuplicate(int index) => _isDuplicate[index];

    /// <summary>Notes whether an event was known already.</summary>
    public void Mark(int index, bool isDuplicate)
    {
        _isDuplicate[index] = isDuplicate;
        Duplicates += isDuplicate ? 1 : 0;
    }

    /// <summary>What became of the batch.</summary>
    public PartitionReceipt Receipt()
    {
        var (purchases, milli) = (0, 0L);
        for (var i = 0; i < Count; i++)
        {
            if (!_isDuplicate[i] && Events[i].EventType == EventTypes.Purchase)
            {
                purchases++;
                milli += (long)Math.Round((Events[i].Value ?? 0) * 1000);
            }
        }
        var appended = Count - Duplicates;
        return new PartitionReceipt(appended, Duplicates, appended == 0 ? -1 : FirstPosition + appended - 1, purchases, milli);
    }

    /// <summary>Lets the events go, so that nothing keeps them in memory.</summary>
    public void Clear() => Events = [];

    /// <summary>All of it is durable and applied.</summary>
    public void Complete() => _done.SetResult(true);

    /// <summary>Nothing of it was written, or nobody knows.</summary>
    public void Fail(LogUnavailableException fault) =>
        _done.SetException(new LogUnavailableException(fault.Refusal, fault.Message, fault.InnerException));

    void IValueTaskSource.GetResult(short token) => _done.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _done.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _done.OnCompleted(continuation, state, token, flags);
}
