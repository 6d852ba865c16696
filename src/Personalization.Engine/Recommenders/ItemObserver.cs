using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// Turns the events of one log, in its order, into observations of items. The visits of the visitors that this takes are all that it keeps,
/// so whoever has the log of a visitor can observe, and whoever learns needs no log. Not thread-safe.
/// </summary>
public sealed class ItemObserver(Vocabulary vocabulary, SignalOptions options)
{
    private readonly VisitWindow _visits = new(options.VisitLength, (uint)options.VisitTimeout.TotalSeconds, options.Visits);
    private readonly VisitWindow _baskets = new(options.VisitLength, (uint)options.BasketTimeout.TotalSeconds, options.Visits);

    /// <summary>Goes on with other options.</summary>
    public void Use(SignalOptions other)
    {
        _visits.Use(other.VisitLength, (uint)other.VisitTimeout.TotalSeconds, other.Visits);
        _baskets.Use(other.VisitLength, (uint)other.BasketTimeout.TotalSeconds, other.Visits);
    }

    /// <summary>Observes the next event.</summary>
    /// <param name="logged">The event.</param>
    /// <param name="observation">What it says, valid until the next call.</param>
    /// <returns><see langword="false"/> when it says nothing about an item.</returns>
    public bool Observe(in LoggedEvent logged, out ItemObservation observation)
    {
        var (position, e) = (logged.Position, logged.Event);
        observation = default;
        var kind = vocabulary.Kinds.Intern(e.EventType);
        if (e.ItemId is null || kind.Is(EventMeaning.Passive))
        {
            return false;
        }
        var time = EventTime.Seconds(e.Timestamp!.Value);
        var item = vocabulary.Items.Intern(e.ItemId);
        observation = new ItemObservation(position, item, kind, time, e.Value ?? 0, default, default);
        if (!observation.IsInterest)
        {
            return true;
        }
        var visitor = e.UserId ?? e.SessionId!;
        var inVisit = Visit(_visits, visitor, item, time);
        var inBasket = kind.Is(EventMeaning.Purchase) ? Visit(_baskets, visitor, item, time) : default;
        observation = new ItemObservation(position, item, kind, time, e.Value ?? 0, inVisit, inBasket);
        return true;
    }

    /// <summary>Writes the visits.</summary>
    public void Write(ByteWriter writer)
    {
        _visits.Write(writer, vocabulary);
        _baskets.Write(writer, vocabulary);
    }

    /// <summary>Replaces the visits by those that <see cref="Write"/> wrote.</summary>
    public void Read(ref ByteReader reader)
    {
        _visits.Read(ref reader, vocabulary);
        _baskets.Read(ref reader, vocabulary);
    }

    private static Companions Visit(VisitWindow visits, string visitor, int item, uint time)
    {
        var earlier = visits.Visit(visitor, item, time, out var isNew);
        return new Companions(isNew, earlier);
    }
}
