namespace Personalization.Log.Partitions;

/// <summary>
/// Gathers entries and writes them behind, now and then, all that have come. An entry is in memory until then; the end of the process at
/// the wrong moment loses it, a clean end does not. Adding never waits. Thread-safe.
/// </summary>
/// <typeparam name="T">What is written.</typeparam>
/// <param name="interval">How often to write.</param>
/// <param name="most">How many entries may wait.</param>
/// <param name="write">Keeps entries. A fault of it loses these.</param>
/// <param name="failed">Told of the fault and how many entries were lost to it.</param>
/// <param name="time">The clock.</param>
internal sealed class WriteBehind<T>(
    TimeSpan interval, int most, Func<IReadOnlyList<T>, ValueTask> write, Action<Exception, int> failed, TimeProvider time)
    : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _flushing = Task.CompletedTask;
    private Task _writing = Task.CompletedTask;
    private List<T> _filling = [];
    private long _dropped;
    private int _disposed;

    /// <summary>Entries that could not be kept, since the start.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Starts to write.</summary>
    public void Start() => _flushing = Task.Run(Flush);

    /// <summary>Takes an entry.</summary>
    /// <returns><see langword="false"/> when too many wait and it was counted as dropped.</returns>
    public bool Add(T entry)
    {
        lock (_gate)
        {
            if (_filling.Count == most)
            {
                _dropped++;
                return false;
            }
            _filling.Add(entry);
            return true;
        }
    }

    /// <summary>Writes what was taken so far. When the task ends, what others were already writing is written too.</summary>
    public async Task Write()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<T> full;
        Task earlier;
        lock (_gate)
        {
            (full, earlier) = (_filling, _writing);
            if (full.Count > 0)
            {
                (_filling, _writing) = ([], done.Task);
            }
        }
        if (full.Count > 0)
        {
            await Keep(full);
        }
        await earlier;
        done.SetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        await _stopping.CancelAsync();
        await _flushing;
        await Write();
        _stopping.Dispose();
    }

    private async Task Keep(List<T> full)
    {
        try
        {
            await write(full);
        }
        catch (Exception fault)
        {
            // Whatever keeps the log from taking them, decisions must go on being made.
            Interlocked.Add(ref _dropped, full.Count);
            failed(fault, full.Count);
        }
    }

    private async Task Flush()
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await Write();
            }
        }
        catch (OperationCanceledException)
        {
            // What is left is written on disposal.
        }
    }
}
