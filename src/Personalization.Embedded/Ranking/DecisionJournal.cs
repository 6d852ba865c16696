using Personalization.Actors.Events;
using Personalization.Actors.Ranking;
using Personalization.Contracts.Ranking;
using Personalization.Embedded.Journaling;
using Personalization.Embedded.Storage;
using Personalization.Engine.Binary;

namespace Personalization.Embedded.Ranking;

/// <summary>
/// The decision log: a journal of its own, written behind ten times a second. A decision is in memory for that long; the end of the process at the wrong
/// moment loses it, a clean end does not. Thread-safe.
/// </summary>
internal sealed class DecisionJournal : IDecisionLog, IAsyncDisposable
{
    private const int MaxBytes = 32 << 20;
    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(100);

    [ThreadStatic]
    private static ByteWriter? t_writer;

    private readonly Lock _adding = new();
    private readonly Journal _journal;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _flushing;
    private JournalBatch _filling = new();
    private long _dropped;

    public DecisionJournal(DataFolder folder, TimeProvider time)
    {
        var options = new JournalOptions { FileName = "decisions.db", Fsync = FsyncPolicy.AtCheckpoints, DeduplicationWindow = 1 };
        _journal = Journal.Open(folder, options, Complete);
        _flushing = Task.Run(() => Flush(time));
    }

    /// <summary>Decisions that could not be taken, since the start.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public bool Append(Decision decision)
    {
        var writer = t_writer ??= new ByteWriter(1024);
        writer.Clear();
        DecisionCodec.Write(writer, decision);
        lock (_adding)
        {
            if (_filling.SizeBytes > MaxBytes)
            {
                _dropped++;
                return false;
            }
            _filling.Add(0, 0, writer.Written);
            return true;
        }
    }

    /// <summary>Streams the stored decisions from a position on.</summary>
    public IEnumerable<(long Position, Decision Decision)> Read(long from) =>
        _journal.Read(from).Select(entry => (entry.Position, DecisionCodec.Read(entry.Data.Span)));

    /// <summary>Writes what is in memory.</summary>
    public Task Flush() => Write(new JournalBatch());

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _flushing;
        await Flush();
        await _journal.DisposeAsync();
        _stopping.Dispose();
    }

    private static ValueTask Complete(IReadOnlyList<CommittedBatch> batches)
    {
        foreach (var batch in batches)
        {
            batch.Complete();
        }
        return ValueTask.CompletedTask;
    }

    private async Task Flush(TimeProvider time)
    {
        using var timer = new PeriodicTimer(FlushEvery, time);
        var spare = new JournalBatch();
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                spare = await Write(spare);
            }
        }
        catch (OperationCanceledException)
        {
            // What is left is written on disposal.
        }
    }

    private async Task<JournalBatch> Write(JournalBatch spare)
    {
        JournalBatch full;
        lock (_adding)
        {
            (full, _filling) = (_filling, spare);
        }
        var count = full.Count;
        try
        {
            await _journal.Append(full);
        }
        catch (LogUnavailableException)
        {
            Interlocked.Add(ref _dropped, count);
        }
        full.Clear();
        return full;
    }
}
