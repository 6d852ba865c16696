using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Personalization.Log.Events;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Log.Partitions;

public sealed partial class LogPartition
{
    private const int ParallelFrom = 512;
    private static readonly int s_workers = Math.Min(8, Environment.ProcessorCount);

    // The events of the group that is applied.
    private readonly List<LoggedEvent> _run = [];

    // Two, in turns: while one group is written, the one before is applied.
    private readonly LogRowWriter _row = new(int.MaxValue);
    private List<Submission> _group = [];
    private List<Submission> _written = [];

    private async Task Write()
    {
        var applying = Task.CompletedTask;
        while (await _submissions.Reader.WaitToReadAsync())
        {
            long size = 0;
            while (size < _options.MaxGroupBytes && _submissions.Reader.TryRead(out var submission))
            {
                _group.Add(submission);
                size += submission.SizeBytes;
            }
            LogUnavailableException? refusal = null;
            try
            {
                await Commit();
            }
            catch (LogUnavailableException fault)
            {
                refusal = fault;
            }
            catch (Exception fault)
            {
                // Nobody may wait for ever because of it; the next writer starts from what is in the store.
                _appender.GiveUp();
                refusal = new LogUnavailableException(
                    LogRefusal.StorageFault, $"The log '{_name}' could not be written: {fault.Message}", fault);
            }
            Interlocked.Add(ref _waitingBytes, -size);
            await applying;
            (_group, _written) = (_written, _group);
            if (refusal is null && IsFenced)
            {
                // The group before could not be applied, so this one is durable and out of order: the next writer applies both.
                refusal = Moves();
            }
            if (refusal is not null)
            {
                _window.Discard();
                Refuse(refusal);
            }
            else if (_submissions.Reader.TryPeek(out _))
            {
                applying = Task.Run(Apply);
                continue;
            }
            else
            {
                Apply();
            }
            applying = Task.CompletedTask;
        }
        await applying;
    }

    private void Refuse(LogUnavailableException fault)
    {
        LogRefused(fault, _name);
        foreach (var submission in _written)
        {
            submission.Fail(fault);
        }
        _written.Clear();
    }

    private async ValueTask Commit()
    {
        Collect();
        if (_row.Count > 0)
        {
            await _appender.Append(_row);
        }
        else if (_group.TrueForAll(static submission => submission.Count == 0))
        {
            await _appender.Verify();
        }
        _window.Confirm();
    }

    private void Collect()
    {
        var position = _appender.NextPosition;
        _row.Start(position);
        foreach (var submission in _group)
        {
            submission.FirstPosition = position;
            for (var i = 0; i < submission.Count; i++)
            {
                var id = _node.Context.IdHash.Of(submission.Events[i].EventId);
                var isNew = _window.Add(id);
                submission.Mark(i, !isNew);
                if (isNew)
                {
                    _row.TryAdd(LogEntryKind.Event, id, submission.Data(i));
                    position++;
                }
            }
        }
    }

    // The group is durable. An event that was sent twice was applied before, or stands earlier in this very group: known to the next
    // decision either way.
    private void Apply()
    {
        try
        {
            lock (_applying)
            {
                ApplyGroup();
            }
            Observe();
        }
        catch (Exception fault)
        {
            // What is in memory is behind the log now; the next writer starts from what is in the store.
            _appender.GiveUp();
            Refuse(new LogUnavailableException(
                LogRefusal.StorageFault, $"The log '{_name}' could not be followed: {fault.Message}", fault));
            return;
        }
        foreach (var submission in _written)
        {
            submission.Complete();
        }
        _written.Clear();
        _run.Clear();
    }

    private void ApplyGroup()
    {
        _run.Clear();
        foreach (var submission in _written)
        {
            var position = submission.FirstPosition;
            for (var i = 0; i < submission.Count; i++)
            {
                if (!submission.IsDuplicate(i))
                {
                    _run.Add(new LoggedEvent(position++, submission.Events[i], _number));
                }
            }
        }
        if (_run.Count == 0)
        {
            return;
        }
        if (_run.Count < ParallelFrom)
        {
            foreach (ref readonly var logged in CollectionsMarshal.AsSpan(_run))
            {
                Apply(logged, 0, 1);
            }
        }
        else
        {
            Intern();
            Parallel.For(0, s_workers, worker =>
            {
                foreach (ref readonly var logged in CollectionsMarshal.AsSpan(_run))
                {
                    Apply(logged, worker, s_workers);
                }
            });
        }
        foreach (ref readonly var logged in CollectionsMarshal.AsSpan(_run))
        {
            if (logged.Event.SessionId is { } session)
            {
                Note(session, logged.Event);
            }
        }
        _applied = _run[^1].Position + 1;
    }

    // Numbers are given in log order, before threads share the work, so that a replay gives the same.
    private void Intern()
    {
        var vocabulary = _node.ReadModels.Vocabulary;
        foreach (ref readonly var logged in CollectionsMarshal.AsSpan(_run))
        {
            vocabulary.Kinds.Intern(logged.Event.EventType);
            if (logged.Event.ItemId is { } item)
            {
                vocabulary.Items.Intern(item);
            }
        }
    }

    // Each person and each visit belongs to one worker, so each sees its events in log order.
    private void Apply(in LoggedEvent logged, int worker, int workers)
    {
        var e = logged.Event;
        if (e.UserId is { } user && (workers == 1 || (uint)user.GetHashCode() % (uint)workers == worker))
        {
            Apply(_users, ActorKind.User, user, logged);
        }
        var session = e.SessionId ?? (e.EventType == EventTypes.Visit ? EventSubject.Of(e.EventId!) : null);
        if (session is not null && (workers == 1 || (uint)session.GetHashCode() % (uint)workers == worker))
        {
            Apply(_sessions, ActorKind.Session, session, logged);
        }
    }

    // Before the acknowledgement, so that who asks afterwards learns of it.
    private void Observe()
    {
        lock (_feedGate)
        {
            foreach (ref readonly var logged in CollectionsMarshal.AsSpan(_run))
            {
                _feed.Observe(logged);
            }
            if (_feed.Publish())
            {
                _more.SetResult();
                _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "The log '{Log}' refused a group of events; nothing of it was acknowledged")]
    private partial void LogRefused(Exception fault, string log);
}
