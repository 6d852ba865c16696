using Microsoft.Extensions.Logging;
using Personalization.Actors.Events;

namespace Personalization.Actors.Logs;

public sealed partial class LogPartition
{
    private const int LongestPauseMs = 1000;

    /// <summary>Delivers everything that waits in a tail, for as long as it takes.</summary>
    internal async Task Deliver(ActorTail tail)
    {
        if (!await TryDeliver(tail))
        {
            await GoOnDelivering(tail);
        }
    }

    private async Task GoOnDelivering(ActorTail tail)
    {
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(LongestPauseMs, 5 << Math.Min(8, tail.Failures))), _time);
        }
        while (!await TryDeliver(tail));
    }

    /// <returns>Whether nothing is left to deliver from here; if not, it is to be tried again after a pause.</returns>
    private async Task<bool> TryDeliver(ActorTail tail)
    {
        while (true)
        {
            LogDelivery? delivery;
            lock (_gate)
            {
                delivery = _stopping.IsCancellationRequested ? null : tail.Next(_number);
                if (delivery is null)
                {
                    tail.IsDelivering = false;
                    Forget(tail);
                    return true;
                }
            }
            long reached;
            try
            {
                reached = await _actors.Deliver(tail.Id, delivery);
            }
            catch (Exception fault)
            {
                // Whatever keeps the actor from answering, its node being lost first of all, the event is in the log and will be delivered.
                LogDeliveryFailed(fault, _name, delivery.Events[0].Position);
                lock (_gate)
                {
                    tail.Failed();
                }
                return false;
            }
            lock (_gate)
            {
                if (!tail.Reached(reached))
                {
                    return false;
                }
            }
        }
    }

    private void Forget(ActorTail tail)
    {
        // An actor may have a new tail by now.
        if (tail.IsEmpty && _tails.TryGetValue(tail.Id, out var current) && current == tail)
        {
            _tails.Remove(tail.Id);
        }
    }

    private void ReleaseAll()
    {
        var fault = new LogUnavailableException(LogRefusal.Moved, $"The log '{_name}' moves to another node. Try again: the request will reach it.");
        lock (_gate)
        {
            foreach (var tail in _tails.Values)
            {
                tail.Release(fault);
            }
        }
    }

    [LoggerMessage(2102, LogLevel.Debug, "An event of the log '{Log}' at position {Position} was not delivered yet; tried again")]
    private partial void LogDeliveryFailed(Exception fault, string log, long position);
}
