using Microsoft.Extensions.Logging;
using Personalization.Log.Events;
using Personalization.Log.Snapshots;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Log.Partitions;

public sealed partial class LogPartition
{
    private const int StatesPerWrite = 500;
    private const int PendingWhileRecovering = 200_000;

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(50);

    // Ends when so many events wait for states that saving should not wait for the next interval.
    private volatile TaskCompletionSource _crowded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _checkpointsWanted;
    private long _checkpoint;

    /// <summary>Everything before this position is in saved states.</summary>
    public long CheckpointPosition => Volatile.Read(ref _checkpoint);

    /// <summary>Saves all who have changed, and notes how far saved states reach, so that whoever takes over has little to read.</summary>
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
            List<Resident> dirty;
            byte[]? visits;
            long position;
            lock (_applying)
            {
                (dirty, _dirty) = (_dirty, []);
                (position, visits) = (_applied, TakeVisits());
            }
            try
            {
                await Save(dirty, over);
                if (position > _checkpoint)
                {
                    var rows = new List<SnapshotRow> { new(SnapshotKind.Partition, _name, position, ReadOnlyMemory<byte>.Empty) };
                    if (visits is not null)
                    {
                        rows.Add(new SnapshotRow(SnapshotKind.OpenVisits, _name, position, visits));
                    }
                    await _context.Snapshots.Write(rows);
                    visits = null;
                    Volatile.Write(ref _checkpoint, position);
                }
            }
            finally
            {
                if (visits is not null)
                {
                    // Taken and not written: left to the next checkpoint, or a crash after it would forget visits that go on.
                    lock (_applying)
                    {
                        _visitsChanged = true;
                    }
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _checkpointsWanted);
            _checkpointing.Release();
        }
    }

    private async Task Save(List<Resident> dirty, TimeSpan over)
    {
        var started = _time.GetTimestamp();
        var done = 0;
        try
        {
            while (done < dirty.Count)
            {
                var chunk = dirty.GetRange(done, Math.Min(StatesPerWrite, dirty.Count - done));
                await Load(chunk, ActorKind.User);
                await Load(chunk, ActorKind.Session);
                await Write(chunk);
                done += chunk.Count;
                var due = over * (done / (double)dirty.Count);
                while (due - _time.GetElapsedTime(started) is var early && early > TimeSpan.Zero
                    && Volatile.Read(ref _checkpointsWanted) == 1
                    && PendingEvents < _options.MaxPendingEvents / 2 && !_stopping.IsCancellationRequested)
                {
                    // In short steps: whoever wants a checkpoint at once ends the pacing of this one.
                    await Task.Delay(early < s_step ? early : s_step, _time);
                }
            }
        }
        catch
        {
            lock (_applying)
            {
                _dirty.AddRange(dirty.Skip(done).Where(static resident => resident.IsDirty));
            }
            throw;
        }
    }

    private async ValueTask Load(List<Resident> chunk, ActorKind kind)
    {
        var missing = new Dictionary<(string Kind, string Key), Resident>();
        foreach (var resident in chunk)
        {
            if (resident.Kind == kind && resident.State is null)
            {
                missing[RowOf(kind, resident.Key)] = resident;
            }
        }
        var saved = new Dictionary<(string Kind, string Key), ReadOnlyMemory<byte>>();
        foreach (var rows in missing.Keys.GroupBy(static row => row.Kind))
        {
            foreach (var row in await _context.Snapshots.ReadMany(rows.Key, [.. rows.Select(static row => row.Key)]))
            {
                saved[(row.Kind, row.Key)] = row.State;
            }
        }
        foreach (var (row, resident) in missing)
        {
            lock (resident)
            {
                Load(resident, saved.GetValueOrDefault(row));
            }
        }
    }

    private async ValueTask Write(List<Resident> chunk)
    {
        var rows = new List<SnapshotRow>(chunk.Count);
        var progress = new List<(Resident Resident, long Progress)>(chunk.Count);
        var writer = new ByteWriter(chunk.Count * 512);
        try
        {
            foreach (var resident in chunk)
            {
                lock (resident)
                {
                    if (resident.State is not { } state || state.Progress == resident.SavedProgress)
                    {
                        resident.IsDirty = false;
                        continue;
                    }
                    writer.Clear();
                    resident.Write(writer, _node.Context);
                    var (kind, key) = RowOf(resident.Kind, resident.Key);
                    rows.Add(new SnapshotRow(kind, key, state.Progress + 1, writer.ToArray()));
                    progress.Add((resident, state.Progress));
                    resident.IsDirty = false;
                }
            }
            if (rows.Count > 0)
            {
                await _context.Snapshots.Write(rows);
            }
        }
        catch
        {
            MarkDirty(progress);
            throw;
        }
        foreach (var (resident, saved) in progress)
        {
            lock (resident)
            {
                resident.SavedProgress = Math.Max(resident.SavedProgress, saved);
            }
        }
    }

    // What changed meanwhile is in the list of those who have changed already; the rest comes back with the part that was not done.
    private static void MarkDirty(List<(Resident Resident, long Progress)> progress)
    {
        foreach (var (resident, _) in progress)
        {
            lock (resident)
            {
                resident.IsDirty = true;
            }
        }
    }

    // A writer that nobody sends anything would not notice, and would answer without the events that another one has taken.
    private async ValueTask FindOutWhetherOvertaken()
    {
        var probe = new Submission();
        probe.Start([]);
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

    private async Task Recover()
    {
        var started = _time.GetTimestamp();
        var next = await _context.Log.NextPosition(_name);
        _checkpoint = (await _context.Snapshots.Read(SnapshotKind.Partition, _name))?.Position ?? 0;
        ReadVisits(await _context.Snapshots.Read(SnapshotKind.OpenVisits, _name));
        if (await _context.Snapshots.Read(SnapshotKind.Feed, _name) is { } feed)
        {
            _feed.Load(feed.Position, feed.State.Span);
            _savedFeed = feed.Position;
        }
        await ReadSettings(next);
        _feed.Use(SettingsAt(_feed.NextPosition));
        var from = Math.Min(Math.Min(_checkpoint, _feed.NextPosition), Math.Max(0, next - _options.DeduplicationWindow));
        var names = new NameCache();
        _appender.NextPosition = from;
        await foreach (var entry in _context.Log.Read(_name, from))
        {
            _window.Add(entry.IdHash);
            _window.Confirm();
            _appender.NextPosition = entry.Position + 1;
            if (entry.Position >= Math.Min(_checkpoint, _feed.NextPosition))
            {
                Replay(new LoggedEvent(entry.Position, EventCodec.Read(entry.Data.Span, names), _number));
                if (PendingEvents >= PendingWhileRecovering)
                {
                    await Load();
                }
            }
        }
        _feed.Publish();
        _feed.Use(_settings[^1]);
        _applied = _appender.NextPosition;
        if (_appender.NextPosition > 0)
        {
            LogRecovered(
                _name, _appender.NextPosition, Math.Max(0, _appender.NextPosition - _checkpoint),
                _time.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    // States instead of the events that they are made of: a state is small, however many there are.
    private async ValueTask Load()
    {
        foreach (var chunk in _dirty.Where(static resident => resident.State is null).Chunk(StatesPerWrite))
        {
            await Load([.. chunk], ActorKind.User);
            await Load([.. chunk], ActorKind.Session);
        }
    }

    private void Replay(in LoggedEvent logged)
    {
        if (logged.Position >= _feed.NextPosition)
        {
            var settings = SettingsAt(logged.Position);
            if (settings.From == logged.Position)
            {
                _feed.Use(settings);
            }
            _feed.Observe(logged);
        }
        if (logged.Position >= _checkpoint)
        {
            Apply(logged, 0, 1);
            if (logged.Event.SessionId is { } session)
            {
                Note(session, logged.Event);
            }
        }
    }

    private async Task RunInBackground()
    {
        using var timer = new PeriodicTimer(_options.CheckpointInterval, _time);
        try
        {
            var tick = timer.WaitForNextTickAsync(_stopping.Token).AsTask();
            for (var isSaved = true; ;)
            {
                // A store that has just failed is not asked again before the next interval.
                await Task.WhenAny(tick, isSaved ? _crowded.Task : tick);
                if (tick.IsCompleted)
                {
                    await tick;
                    tick = timer.WaitForNextTickAsync(_stopping.Token).AsTask();
                }
                _crowded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                try
                {
                    await EndVisits();
                    await Checkpoint(_options.CheckpointInterval / 2);
                    Sweep(_context.IdleAfter);
                    await TruncateNowAndThen();
                    isSaved = true;
                }
                catch (Exception fault)
                {
                    // Whatever it was, a partition that never saved again would be full one day.
                    LogCheckpointFailed(fault, _name);
                    isSaved = false;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The partition is given up; the last checkpoint is written there.
        }
    }

    [LoggerMessage(
        2103, LogLevel.Error,
        "Saving behind the log '{Log}' failed; nothing acknowledged is lost, the log has it; tried again at the next interval")]
    private partial void LogCheckpointFailed(Exception fault, string log);

    [LoggerMessage(
        2105, LogLevel.Debug,
        "Took over the log '{Log}' at position {Position}; {Unsaved} events may not be in saved states; in {DurationMs:0} ms")]
    private partial void LogRecovered(string log, long position, long unsaved, double durationMs);
}
