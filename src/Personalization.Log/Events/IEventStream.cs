using Personalization.Contracts.Events;

namespace Personalization.Log.Events;

/// <summary>The way in for events: durable first, then applied. Thread-safe.</summary>
public interface IEventStream
{
    /// <summary>
    /// Whether batches that one caller hands in without waiting for each other get into the log in that order; messages may overtake each
    /// other.
    /// </summary>
    bool KeepsOrder => true;

    /// <summary>
    /// Appends events to the log and applies them to the actors they concern. When the task completes, every event is durable and
    /// visible to the next decision. The events are valid and carry id and timestamp (see <c>EventRules</c>).
    /// </summary>
    /// <exception cref="LogUnavailableException">Nothing of the batch was accepted: the log is overloaded, full or closed.</exception>
    ValueTask<PublishResult> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken = default);
}
