using Microsoft.Extensions.Logging;
using Personalization.Actors.Events;
using Personalization.Actors.Snapshots;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Actors.Logs;

public sealed partial class LogPartition
{
    private const int DeliveriesAtOnce = 256;
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(50);
    private int _checkpointsWanted;

    /// <summary>Has all changed actors saved, and notes how far saved states reach, so that whoever takes over has little to read.</summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    public Task Checkpoint() => Checkpoint(TimeSpan.Zero);

    // Over a time, so that saving takes a little of the processors and the store always, and not all of them now and then.
    private async Task Checkpoint(TimeSpan over)
    {
        Interlocked.Increment(ref _checkpointsWanted);
        await _checkpointing.WaitAsync();
        try
        {
            await FindOutWhetherOvertaken();
            lock (_feedGate)
            {
                _feed.Copy();
            }
            List<ActorTail> tails;
            lock (_gate)
            {
                tails = [.. _tails.Values];
            }
            await Save(tails, over);
            long position;
            lock (_gate)
            {
                position = _tails.Count == 0 ? _accepted : Math.Min(_accepted, _tails.Values.Min(static t => t.FirstPosition));
            }
            if (position > _checkpoint)
            {
                await _snapshots.Write([new SnapshotRow(SnapshotKind.Partition, _name, position, ReadOnlyMemory<byte>.Empty)]);
                Volatile.Write(ref _checkpoint, position);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _checkpointsWanted);
            _checkpointing.Release();
        }
    }

    private async Task Save(List<ActorTail> tails, TimeSpan over)
    {
        var started = _time.GetTimestamp();
        for (var saved = 0; saved < tails.Count; saved += _options.SavesAtOnce)
        {
            if (over > TimeSpan.Zero && _stopping.IsCancellationRequested)
            {
                return;
            }
            await Task.WhenAll(tails.Skip(saved).Take(_options.SavesAtOnce).Select(tail => Save(tail).AsTask()));
            var due = over * ((saved + _options.SavesAtOnce) / (double)tails.Count);
            while (due - _time.GetElapsedTime(started) is var early && early > TimeSpan.Zero && Volatile.Read(ref _checkpointsWanted) == 1
                && !_stopping.IsCancellationRequested)
            {
                // In short steps: whoever wants a checkpoint at once ends the pacing of this one.
                await Task.Delay(early < s_step ? early : s_step, _time);
            }
        }
    }

    // A writer that nobody sends anything would not notice, and would answer actors without the events that another one has taken.
    private async ValueTask FindOutWhetherOvertaken()
    {
        var probe = new Submission([]);
        if (!IsFenced && _submissions.Writer.TryWrite(probe))
        {
            try
            {
                await probe.Done;
            }
            catch (LogUnavailableException)
            {
                // Told where it happened; what is saved here is valid all the same.
            }
        }
    }

    private async ValueTask Save(ActorTail tail)
    {
        long delivered;
        lock (_gate)
        {
            delivered = tail.DeliveredPosition;
        }
        long saved;
        try
        {
            saved = await _actors.Save(tail.Id, _number);
        }
        catch (Exception fault)
        {
            // The actor's node is lost or its store cannot be reached: its events stay at hand, and it is asked again next time.
            LogSaveFailed(fault, _name);
            return;
        }
        lock (_gate)
        {
            _unsaved -= tail.Saved(saved);
            if (saved < delivered)
            {
                // The actor was lost and has come back without knowing of these events.
                tail.Reached(saved);
                if (!tail.IsDelivering)
                {
                    tail.IsDelivering = true;
                    ThreadPool.UnsafeQueueUserWorkItem(tail, preferLocal: false);
                }
            }
            Forget(tail);
        }
    }

    private async Task Recover()
    {
        var started = _time.GetTimestamp();
        var next = await _log.NextPosition(_name);
        _checkpoint = (await _snapshots.Read(SnapshotKind.Partition, _name))?.Position ?? 0;
        if (await _snapshots.Read(SnapshotKind.Trails, _name) is { } trails)
        {
            _feed.Load(trails.Position, trails.State.Span);
        }
        var from = Math.Min(Math.Min(_checkpoint, _feed.NextPosition), Math.Max(0, next - _options.DeduplicationWindow));
        var names = new NameCache();
        var idle = new List<ActorTail>();
        _appender.NextPosition = from;
        await foreach (var entry in _log.Read(_name, from))
        {
            _window.Add(entry.IdHash);
            _window.Confirm();
            _appender.NextPosition = entry.Position + 1;
            if (entry.Position >= Math.Min(_checkpoint, _feed.NextPosition))
            {
                Replay(new LoggedEvent(entry.Position, EventCodec.Read(entry.Data.Span, names), _number), idle);
            }
        }
        _feed.Publish();
        _accepted = _appender.NextPosition;
        LogRecovered(_name, _appender.NextPosition, _appender.NextPosition - _checkpoint, _time.GetElapsedTime(started).TotalMilliseconds);
        _ = Parallel.ForEachAsync(idle, new ParallelOptions { MaxDegreeOfParallelism = DeliveriesAtOnce }, async (tail, cancellation) =>
        {
            if (!await TryDeliver(tail))
            {
                // Those that do not answer must not keep the others waiting.
                _ = GoOnDelivering(tail);
            }
        });
    }

    private void Replay(in LoggedEvent logged, List<ActorTail> idle)
    {
        if (logged.Position >= _feed.NextPosition)
        {
            _feed.Observe(logged);
        }
        if (logged.Position >= _checkpoint)
        {
            Add(logged, null, idle);
        }
    }

    private async Task RunInBackground()
    {
        using var timer = new PeriodicTimer(_options.CheckpointInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                try
                {
                    await Checkpoint(_options.CheckpointInterval / 2);
                }
                catch (IOException fault)
                {
                    LogCheckpointFailed(fault, _name);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The partition is given up; the last checkpoint is written there.
        }
    }

    [LoggerMessage(2103, LogLevel.Error, "Saving behind the log '{Log}' failed; nothing acknowledged is lost, the log has it; tried again at the next interval")]
    private partial void LogCheckpointFailed(Exception fault, string log);

    [LoggerMessage(2104, LogLevel.Debug, "An actor of the log '{Log}' could not be saved; asked again at the next interval")]
    private partial void LogSaveFailed(Exception fault, string log);

    [LoggerMessage(2105, LogLevel.Information, "Took over the log '{Log}' at position {Position}; {Unsaved} events may not be in saved states; in {DurationMs:0} ms")]
    private partial void LogRecovered(string log, long position, long unsaved, double durationMs);
}
