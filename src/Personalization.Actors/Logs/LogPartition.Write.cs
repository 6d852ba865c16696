using Microsoft.Extensions.Logging;
using Personalization.Actors.Events;
using Personalization.Contracts.Events;

namespace Personalization.Actors.Logs;

public sealed partial class LogPartition
{
    // Of the writing loop alone, and kept from group to group.
    private readonly List<Submission> _group = [];
    private readonly List<(Submission Submission, int Index)> _fresh = [];
    private readonly List<(Submission Submission, int Index)> _repeated = [];
    private readonly List<ActorTail> _idle = [];

    private async Task Write()
    {
        while (await _submissions.Reader.WaitToReadAsync())
        {
            long size = 0;
            while (size < _options.MaxGroupBytes && _submissions.Reader.TryRead(out var submission))
            {
                _group.Add(submission);
                size += submission.SizeBytes;
            }
            try
            {
                await Commit();
            }
            catch (LogUnavailableException fault)
            {
                Refuse(fault);
            }
            catch (Exception fault)
            {
                // Nobody may wait for ever because of it; the next writer starts from what is in the store.
                _appender.GiveUp();
                Refuse(new LogUnavailableException(LogRefusal.StorageFault, $"The log '{_name}' could not be written: {fault.Message}", fault));
            }
            Interlocked.Add(ref _waitingBytes, -size);
            _group.Clear();
            _fresh.Clear();
            _repeated.Clear();
            _idle.Clear();
        }
    }

    private void Refuse(LogUnavailableException fault)
    {
        _window.Discard();
        LogRefused(fault, _name);
        foreach (var submission in _group)
        {
            submission.Fail(fault);
        }
    }

    private async ValueTask Commit()
    {
        Collect();
        var position = _appender.NextPosition;
        if (_row.Count > 0)
        {
            await _appender.Append(_row);
        }
        else if (_repeated.Count == 0)
        {
            await _appender.Verify();
        }
        _window.Confirm();
        Accept(position);
        foreach (var tail in _idle)
        {
            ThreadPool.UnsafeQueueUserWorkItem(tail, preferLocal: false);
        }
        Observe(position);
        foreach (var submission in _group)
        {
            submission.Confirm();
        }
    }

    private void Collect()
    {
        _row.Start(_appender.NextPosition);
        foreach (var submission in _group)
        {
            for (var i = 0; i < submission.Events.Count; i++)
            {
                var id = _node.Context.IdHash.Of(submission.Events[i].EventId);
                if (_window.Add(id))
                {
                    _fresh.Add((submission, i));
                    _row.TryAdd(LogEntryKind.Event, id, submission.Data(i));
                }
                else
                {
                    _repeated.Add((submission, i));
                }
            }
        }
    }

    private void Accept(long position)
    {
        lock (_gate)
        {
            foreach (var (submission, index) in _fresh)
            {
                var logged = new LoggedEvent(position++, submission.Events[index], _number);
                submission.CountNew(logged.Position, logged.Event);
                Add(logged, submission, _idle);
            }
            _accepted = position;
            foreach (var (submission, index) in _repeated)
            {
                // Acknowledged means seen by the next decision, for an event that was sent twice too.
                submission.CountDuplicate();
                Await(submission.Events[index], submission);
            }
        }
    }

    // Before the acknowledgement, so that who asks afterwards learns of it; beside the deliveries, since it may wait while trails are copied.
    private void Observe(long position)
    {
        lock (_feedGate)
        {
            foreach (var (submission, index) in _fresh)
            {
                _feed.Observe(new LoggedEvent(position++, submission.Events[index], _number));
            }
            _feed.Publish();
        }
    }

    private void Add(in LoggedEvent logged, Submission? submission, List<ActorTail> idle)
    {
        if (logged.Event.UserId is { } user)
        {
            Add(new ActorId(ActorKind.User, user), logged, submission, idle);
        }
        if (logged.Event.SessionId is { } session)
        {
            Add(new ActorId(ActorKind.Session, session), logged, submission, idle);
        }
    }

    private void Add(ActorId actor, in LoggedEvent logged, Submission? submission, List<ActorTail> idle)
    {
        if (!_tails.TryGetValue(actor, out var tail))
        {
            _tails[actor] = tail = new ActorTail(actor, this);
        }
        tail.Add(logged);
        _unsaved++;
        if (submission is not null)
        {
            tail.Await(submission);
        }
        if (!tail.IsDelivering)
        {
            tail.IsDelivering = true;
            idle.Add(tail);
        }
    }

    private void Await(Event e, Submission submission)
    {
        if (e.UserId is { } user && _tails.TryGetValue(new ActorId(ActorKind.User, user), out var person))
        {
            person.Await(submission);
        }
        if (e.SessionId is { } session && _tails.TryGetValue(new ActorId(ActorKind.Session, session), out var visit))
        {
            visit.Await(submission);
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "The log '{Log}' refused a group of events; nothing of it was acknowledged")]
    private partial void LogRefused(Exception fault, string log);
}
