using Microsoft.Extensions.Logging;
using Personalization.Actors;
using Personalization.Actors.Profiles;
using Personalization.Actors.Sessions;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Embedded.Hosting;

namespace Personalization.Embedded;

/// <summary>
/// Applies the log in order: events to the persons and visits they concern, then to what the node learns; changes to the catalogue.
/// Events bring the facts of their items along; an old one without them sees the catalogue exactly as the log had it before. One thread
/// at a time.
/// </summary>
internal sealed partial class LogApplier(
    ActorNode node, ActorHost<UserActor> users, ActorHost<SessionActor> sessions, NodeLearning learning, int threads, ILogger<LogApplier> logger)
{
    private const int ParallelFrom = 512;

    private readonly HashSet<string> _changedItems = new(StringComparer.Ordinal);
    private long _failures;

    /// <summary>Everything up to this position is applied; -1 at first.</summary>
    public long Position { get; private set; } = -1;

    /// <summary>Events that an actor could not apply, since the start.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Applies events, in log order.</summary>
    public async ValueTask Apply(LoggedEvent[] run)
    {
        Intern(run);
        if (run.Length < ParallelFrom || threads == 1)
        {
            await Apply(run, 0, 1);
        }
        else
        {
            var workers = new Task[threads];
            for (var i = 0; i < threads; i++)
            {
                var worker = i;
                workers[i] = Task.Run(async () => await Apply(run, worker, threads));
            }
            await Task.WhenAll(workers);
        }
        Position = run[^1].Position;
    }

    /// <summary>Hands applied events on to what the node learns.</summary>
    public ValueTask Learn(LoggedEvent[] run) => learning.Add(run);

    /// <summary>Applies a change of the catalogue.</summary>
    public void Apply(ItemChange change, long position)
    {
        node.Replica.Catalog.Apply(change);
        _changedItems.Add(change.ItemId);
        Position = position;
    }

    /// <summary>Notes a position that holds nothing to apply.</summary>
    public void Skip(long position) => Position = position;

    /// <summary>The items that changed since the last time.</summary>
    public List<string> TakeChangedItems()
    {
        var changed = _changedItems.ToList();
        _changedItems.Clear();
        return changed;
    }

    // Numbers are given in log order, before threads share the work, so that a replay gives the same.
    private void Intern(LoggedEvent[] run)
    {
        var vocabulary = node.Replica.Vocabulary;
        foreach (ref readonly var logged in run.AsSpan())
        {
            vocabulary.Kinds.Intern(logged.Event.EventType);
            if (logged.Event.ItemId is { } item)
            {
                vocabulary.Items.Intern(item);
            }
        }
    }

    // Each person and each visit belongs to one worker, so each sees its events in log order.
    private async ValueTask Apply(LoggedEvent[] run, int worker, int workers)
    {
        var one = new LoggedEvent[1];
        for (var i = 0; i < run.Length; i++)
        {
            var e = run[i].Event;
            if (e.UserId is { } user && (workers == 1 || (uint)user.GetHashCode() % (uint)workers == worker))
            {
                one[0] = run[i];
                try
                {
                    await users.Call(user, one, static (actor, events) => actor.Apply(events));
                }
                catch (Exception fault) when (fault is not IOException)
                {
                    Fail(fault, run[i].Position);
                }
            }
            if (e.SessionId is { } session && (workers == 1 || (uint)session.GetHashCode() % (uint)workers == worker))
            {
                one[0] = run[i];
                try
                {
                    await sessions.Call(session, one, static (actor, events) => actor.Apply(events));
                }
                catch (Exception fault) when (fault is not IOException)
                {
                    Fail(fault, run[i].Position);
                }
            }
        }
    }

    // An event that an actor cannot digest must not stop everybody else's; it stays in the log, is counted and told.
    private void Fail(Exception fault, long position)
    {
        Interlocked.Increment(ref _failures);
        LogFailure(fault, position);
    }

    [LoggerMessage(2001, LogLevel.Error, "The event at log position {Position} could not be applied; it stays in the log and is left out")]
    private partial void LogFailure(Exception fault, long position);
}
