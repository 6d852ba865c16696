using System.Collections.Concurrent;
using Personalization.Log.Events;
using Personalization.Contracts.Events;
using Personalization.Engine.Profiles;
using Personalization.Engine.Sessions;

namespace Personalization.Log.Partitions;

public sealed partial class LogPartition
{
    private readonly ConcurrentDictionary<string, Resident> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Resident> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _applying = new();
    private readonly Func<long, StateContext> _contextAt;
    // Within the turn of whoever applies, for the threads that share it.
    private readonly Lock _dirtyGate = new();
    private List<Resident> _dirty = [];
    private long _pending;
    private long _applied;
    private volatile bool _isForgotten;

    /// <summary>Persons in memory.</summary>
    public int Users => _users.Count;

    /// <summary>Visits in memory.</summary>
    public int Sessions => _sessions.Count;

    /// <summary>How many events wait for a state that is not in memory; an event that concerns a person and a visit counts twice.</summary>
    public long PendingEvents => Volatile.Read(ref _pending);

    /// <summary>How many persons and visits have changed since they were saved.</summary>
    public int UnsavedStates
    {
        get
        {
            lock (_applying)
            {
                return _dirty.Count;
            }
        }
    }

    /// <summary>Reads a person's state while nothing changes it.</summary>
    /// <param name="userId">The person, of this partition.</param>
    /// <param name="arg">What the reading needs; with it, it can be a static lambda.</param>
    /// <param name="read">Reads; it must be short and must not wait.</param>
    /// <exception cref="IOException">The state is not in memory and the store cannot be reached.</exception>
    /// <exception cref="LogUnavailableException">The partition is closed: another writer knows what is not saved.</exception>
    public ValueTask<T> User<TArg, T>(string userId, TArg arg, Func<UserState, TArg, T> read) =>
        Use(_users, ActorKind.User, userId, arg, read);

    /// <summary>Reads a visit's state while nothing changes it.</summary>
    /// <param name="sessionId">The visit, whose events are in this partition.</param>
    /// <param name="arg">What the reading needs; with it, it can be a static lambda.</param>
    /// <param name="read">Reads; it must be short and must not wait.</param>
    /// <exception cref="IOException">The state is not in memory and the store cannot be reached.</exception>
    /// <exception cref="LogUnavailableException">The partition is closed: another writer knows what is not saved.</exception>
    public ValueTask<T> Session<TArg, T>(string sessionId, TArg arg, Func<SessionState, TArg, T> read) =>
        Use(_sessions, ActorKind.Session, sessionId, arg, read);

    private static int Seconds => (int)(Environment.TickCount64 / 1000);

    private ValueTask<T> Use<TState, TArg, T>(
        ConcurrentDictionary<string, Resident> table, ActorKind kind, string key, TArg arg, Func<TState, TArg, T> read)
        where TState : BehaviorState
    {
        if (table.TryGetValue(key, out var resident))
        {
            lock (resident)
            {
                if (resident is { State: TState state, IsGone: false })
                {
                    resident.LastUse = Seconds;
                    return new(read(state, arg));
                }
            }
        }
        return LoadAndUse(table, kind, key, arg, read);
    }

    private async ValueTask<T> LoadAndUse<TState, TArg, T>(
        ConcurrentDictionary<string, Resident> table, ActorKind kind, string key, TArg arg, Func<TState, TArg, T> read)
        where TState : BehaviorState
    {
        while (true)
        {
            if (_isForgotten)
            {
                throw Moves();
            }
            var resident = table.GetOrAdd(key, static (key, kind) => new Resident(kind, key) { LastUse = Seconds }, kind);
            var (row, name) = RowOf(kind, key);
            var saved = await _context.Snapshots.Read(row, name);
            lock (resident)
            {
                // Also one that came in behind the forgetting: it would answer without what is not saved.
                if (resident.IsGone || _isForgotten)
                {
                    continue;
                }
                Load(resident, saved?.State ?? default);
                resident.LastUse = Seconds;
                return read((TState)resident.State!, arg);
            }
        }
    }

    // Under the resident's lock.
    private void Load(Resident resident, ReadOnlyMemory<byte> saved)
    {
        var waited = resident.Load(saved.Span, _node.Context, _contextAt, _context.Failed);
        if (waited > 0)
        {
            Interlocked.Add(ref _pending, -waited);
        }
    }

    // What stands in its person's partition and not in its own is kept under another kind, or both would be one row.
    private (string Kind, string Key) RowOf(ActorKind kind, string key) =>
        kind == ActorKind.User ? (Snapshots.SnapshotKind.User, key)
        : LogRouting.PartitionOf(key, _options.Partitions) == _number ? (Snapshots.SnapshotKind.Session, key)
        : (Snapshots.SnapshotKind.Visit,
            string.Concat(_number.ToString("0000", System.Globalization.CultureInfo.InvariantCulture), "/", key));

    // Of the writer, or of the recovery, alone.
    private void Apply(ConcurrentDictionary<string, Resident> table, ActorKind kind, string key, in LoggedEvent logged)
    {
        while (true)
        {
            if (!table.TryGetValue(key, out var resident))
            {
                resident = table.GetOrAdd(key, static (key, kind) => new Resident(kind, key), kind);
            }
            lock (resident)
            {
                if (resident.IsGone)
                {
                    continue;
                }
                var before = resident.Pending;
                resident.Apply(logged, _contextAt, _context.Failed);
                resident.LastUse = Seconds;
                if (resident.Pending > before)
                {
                    Interlocked.Increment(ref _pending);
                }
                if (!resident.IsDirty)
                {
                    resident.IsDirty = true;
                    lock (_dirtyGate)
                    {
                        _dirty.Add(resident);
                    }
                }
                return;
            }
        }
    }

    /// <summary>Takes those out of memory that nobody has used for a time, and, beyond the limit, those used least recently.</summary>
    /// <returns>How many left.</returns>
    public int Sweep(TimeSpan idleAfter)
    {
        var now = Seconds;
        var idle = (int)idleAfter.TotalSeconds;
        var left = Sweep(_users, now, AgeLimit(_users, now, idle)) + Sweep(_sessions, now, AgeLimit(_sessions, now, idle));
        return left;
    }

    // The age from which on they leave: the idle time, or less when there are too many.
    private int AgeLimit(ConcurrentDictionary<string, Resident> table, int now, int idle)
    {
        var excess = table.Count - _context.MostResidents;
        if (excess <= 0)
        {
            return idle;
        }
        var ages = table.Values.Select(resident => now - resident.LastUse).OrderDescending().Take(excess).ToArray();
        return Math.Min(idle, ages[^1]);
    }

    private static int Sweep(ConcurrentDictionary<string, Resident> table, int now, int age)
    {
        var left = 0;
        foreach (var (key, resident) in table)
        {
            if (now - resident.LastUse < age)
            {
                continue;
            }
            lock (resident)
            {
                if (resident is { IsSaved: true, IsDirty: false } && now - resident.LastUse >= age)
                {
                    resident.IsGone = true;
                    table.TryRemove(new(key, resident));
                    left++;
                }
            }
        }
        return left;
    }

    private void Forget()
    {
        _isForgotten = true;
        foreach (var table in new[] { _users, _sessions })
        {
            foreach (var (_, resident) in table)
            {
                lock (resident)
                {
                    resident.IsGone = true;
                }
            }
            table.Clear();
        }
    }
}
