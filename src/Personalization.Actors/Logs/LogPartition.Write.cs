using Microsoft.Extensions.Logging;
using Personalization.Actors.Events;
using Personalization.Contracts.Events;

namespace Personalization.Actors.Logs;

public sealed partial class LogPartition
{
    private async Task Write()
    {
        var group = new List<Submission>();
        while (await _submissions.Reader.WaitToReadAsync())
        {
            group.Clear();
            long size = 0;
            while (size < _options.MaxGroupBytes && _submissions.Reader.TryRead(out var submission))
            {
                group.Add(submission);
                size += submission.SizeBytes;
            }
            try
            {
                await Commit(group);
            }
            catch (LogUnavailableException fault)
            {
                _window.Discard();
                LogRefused(fault, _name);
                foreach (var submission in group)
                {
                    submission.Fail(fault);
                }
            }
            Interlocked.Add(ref _waitingBytes, -size);
        }
    }

    private async ValueTask Commit(List<Submission> group)
    {
        var fresh = new List<(Submission Submission, int Index)>();
        var repeated = new List<(Submission Submission, int Index)>();
        _row.Start(_appender.NextPosition);
        foreach (var submission in group)
        {
            for (var i = 0; i < submission.Events.Count; i++)
            {
                var id = _node.Context.IdHash.Of(submission.Events[i].EventId);
                if (_window.Add(id))
                {
                    fresh.Add((submission, i));
                    _row.TryAdd(LogEntryKind.Event, id, submission.Data(i));
                }
                else
                {
                    repeated.Add((submission, i));
                }
            }
        }
        var position = _appender.NextPosition;
        if (_row.Count > 0)
        {
            await _appender.Append(_row);
        }
        _window.Confirm();
        Accept(fresh, repeated, position);
        foreach (var submission in group)
        {
            submission.Confirm();
        }
    }

    private void Accept(List<(Submission Submission, int Index)> fresh, List<(Submission Submission, int Index)> repeated, long position)
    {
        var idle = new List<ActorTail>();
        lock (_gate)
        {
            foreach (var (submission, index) in fresh)
            {
                var logged = new LoggedEvent(position++, submission.Events[index], _number);
                submission.CountNew(logged.Position, logged.Event);
                Add(logged, submission, idle);
                _feed.Observe(logged);
            }
            _feed.Publish();
            foreach (var (submission, index) in repeated)
            {
                // Acknowledged means seen by the next decision, for an event that was sent twice too.
                submission.CountDuplicate();
                foreach (var actor in Concerned(submission.Events[index]))
                {
                    _tails.GetValueOrDefault(actor)?.Await(submission);
                }
            }
        }
        foreach (var tail in idle)
        {
            _ = Deliver(tail);
        }
    }

    private void Add(in LoggedEvent logged, Submission? submission, List<ActorTail> idle)
    {
        foreach (var actor in Concerned(logged.Event))
        {
            if (!_tails.TryGetValue(actor, out var tail))
            {
                _tails[actor] = tail = new ActorTail(actor);
            }
            tail.Add(logged);
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
    }

    private static ActorId[] Concerned(Event e) => (e.UserId, e.SessionId) switch
    {
        ({ } user, { } session) => [new(ActorKind.User, user), new(ActorKind.Session, session)],
        ({ } user, null) => [new(ActorKind.User, user)],
        (null, { } session) => [new(ActorKind.Session, session)],
        _ => [],
    };

    private async Task Deliver(ActorTail tail)
    {
        var confirmed = new List<Submission>();
        for (var failures = 0; ;)
        {
            LogDelivery? delivery;
            lock (_gate)
            {
                delivery = _stopping.IsCancellationRequested ? null : tail.Next(_number);
                if (delivery is null)
                {
                    tail.IsDelivering = false;
                    Forget(tail);
                    return;
                }
            }
            long? reached = null;
            try
            {
                reached = await _actors.Deliver(tail.Id, delivery);
            }
            catch (Exception fault) when (!_stopping.IsCancellationRequested)
            {
                // Whatever keeps the actor from answering, its node being lost first of all, the event is in the log and will be delivered.
                LogDeliveryFailed(fault, _name, delivery.Events[0].Position);
            }
            bool further;
            lock (_gate)
            {
                further = reached is { } position && tail.Reached(position, confirmed);
            }
            confirmed.ForEach(static submission => submission.Confirm());
            confirmed.Clear();
            if (further)
            {
                failures = 0;
                continue;
            }
            failures++;
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(1000, 5 << Math.Min(8, failures))), TimeProvider.System);
        }
    }

    private void Forget(ActorTail tail)
    {
        if (tail.IsEmpty)
        {
            _tails.Remove(tail.Id);
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "The log '{Log}' refused a group of events; nothing of it was acknowledged")]
    private partial void LogRefused(Exception fault, string log);

    [LoggerMessage(2102, LogLevel.Debug, "An event of the log '{Log}' at position {Position} was not delivered yet; tried again")]
    private partial void LogDeliveryFailed(Exception fault, string log, long position);
}
