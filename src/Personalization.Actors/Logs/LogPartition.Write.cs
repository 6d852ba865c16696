using Microsoft.Extensions.Logging;
using Personalization.Actors.Events;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Actors.Logs;

public sealed partial class LogPartition
{
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
                refusal = new LogUnavailableException(LogRefusal.StorageFault, $"The log '{_name}' could not be written: {fault.Message}", fault);
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

    // The group is durable. An event that was sent twice was applied before, or stands earlier in this very group: known to the next decision either way.
    private void Apply()
    {
        try
        {
            lock (_applying)
            {
                foreach (var submission in _written)
                {
                    var position = submission.FirstPosition;
                    for (var i = 0; i < submission.Count; i++)
                    {
                        if (!submission.IsDuplicate(i))
                        {
                            Apply(new LoggedEvent(position++, submission.Events[i], _number));
                        }
                    }
                }
            }
            Observe();
        }
        catch (Exception fault)
        {
            // What is in memory is behind the log now; the next writer starts from what is in the store.
            _appender.GiveUp();
            Refuse(new LogUnavailableException(LogRefusal.StorageFault, $"The log '{_name}' could not be followed: {fault.Message}", fault));
            return;
        }
        foreach (var submission in _written)
        {
            submission.Complete();
        }
        _written.Clear();
    }

    private void Apply(in LoggedEvent logged)
    {
        var e = logged.Event;
        if (e.UserId is { } user)
        {
            Apply(_users, ActorKind.User, user, logged);
        }
        if (e.SessionId is { } session)
        {
            Apply(_sessions, ActorKind.Session, session, logged);
            Note(session, e);
        }
        else if (e.EventType == EventTypes.Visit)
        {
            Apply(_sessions, ActorKind.Session, EventSubject.Of(e.EventId!), logged);
        }
        _applied = logged.Position + 1;
    }

    // Before the acknowledgement, so that who asks afterwards learns of it.
    private void Observe()
    {
        lock (_feedGate)
        {
            foreach (var submission in _written)
            {
                var position = submission.FirstPosition;
                for (var i = 0; i < submission.Count; i++)
                {
                    if (!submission.IsDuplicate(i))
                    {
                        _feed.Observe(new LoggedEvent(position++, submission.Events[i], _number));
                    }
                }
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
