using System.Collections.Concurrent;

namespace Personalization.Gateway.Ranking;

/// <summary>
/// Ends waits for decisions that are late: one timer looks after all of them, a few times within a deadline, in place of a timer for each.
/// Thread-safe.
/// </summary>
internal sealed class DecisionDeadline : IDisposable
{
    // A late answer is noticed within a tenth of the deadline, but never more often than the system's clock ticks.
    private const int ChecksPerDeadline = 10;

    private readonly ConcurrentQueue<(long Due, Action Expire)> _waiting = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _deadline;
    private readonly long _ticks;
    private readonly ITimer _timer;

    /// <summary>Starts to look.</summary>
    /// <param name="deadline">How long an answer may take.</param>
    /// <param name="time">The clock.</param>
    public DecisionDeadline(TimeSpan deadline, TimeProvider time)
    {
        (_deadline, _time) = (deadline, time);
        _ticks = (long)(deadline.TotalSeconds * time.TimestampFrequency);
        var every = TimeSpan.FromMilliseconds(Math.Max(1, deadline.TotalMilliseconds / ChecksPerDeadline));
        _timer = time.CreateTimer(_ => Expire(), null, every, every);
    }

    /// <summary>Waits for an answer for as long as it may take.</summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="answering">The answer.</param>
    /// <exception cref="TimeoutException">It is late; what it becomes is of no interest any more.</exception>
    public Task<T> Wait<T>(ValueTask<T> answering)
    {
        if (answering.IsCompleted)
        {
            return answering.AsTask();
        }
        var wait = new Waiting<T>(answering.AsTask(), _deadline);
        _waiting.Enqueue((_time.GetTimestamp() + _ticks, wait.Expire));
        return wait.Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    // All have the same deadline, so those that are due stand in front.
    private void Expire()
    {
        var now = _time.GetTimestamp();
        while (_waiting.TryPeek(out var first) && first.Due <= now && _waiting.TryDequeue(out var due))
        {
            due.Expire();
        }
    }

    private sealed class Waiting<T> : TaskCompletionSource<T>
    {
        private readonly TimeSpan _deadline;

        public Waiting(Task<T> answering, TimeSpan deadline)
        {
            _deadline = deadline;
            // On the thread that has the answer: what follows writes the response.
            _ = answering.ContinueWith(
                static (answer, waiting) => ((Waiting<T>)waiting!).Take(answer), this, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        public void Expire()
        {
            if (!Task.IsCompleted)
            {
                TrySetException(new TimeoutException($"The decision took longer than DecisionDeadline = {_deadline}."));
            }
        }

        private void Take(Task<T> answer) => TrySetFromTask(answer);
    }
}
