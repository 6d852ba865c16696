using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Engine.Features;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// Learns from the log, event by event in order, what all people together do with the items: popularity, windowed statistics per item,
/// and which items occur together. Independent of the persons' own states, so each can be rebuilt alone. One writer; what it publishes is readable from
/// any thread.
/// </summary>
public sealed partial class ItemProjection
{
    private readonly Vocabulary _vocabulary;
    private readonly SessionTrails _visits;
    private readonly SessionTrails _baskets;
    private readonly float[] _ones;
    private WindowedCounters[] _counters = new WindowedCounters[1024];

    /// <summary>Creates a projection that has seen nothing.</summary>
    public ItemProjection(Vocabulary vocabulary, SignalOptions options)
    {
        _vocabulary = vocabulary;
        _visits = new SessionTrails(options.TrailLength, (uint)options.TrailTimeout.TotalSeconds, options.Trails);
        _baskets = new SessionTrails(options.TrailLength, (uint)options.BasketTimeout.TotalSeconds, options.Trails);
        _ones = new float[options.TrailLength];
        Array.Fill(_ones, 1f);
        Signals = new ItemSignals(new CoOccurrence(options, vocabulary.Items), new CoOccurrence(options, vocabulary.Items), new ItemPopularity(), new NewestItems());
    }

    /// <summary>Log position of the last event seen; -1 before the first.</summary>
    public long Position { get; private set; } = -1;

    /// <summary>Time of the newest event, in seconds since 1970.</summary>
    public uint Newest { get; private set; }

    /// <summary>What was learnt, as published.</summary>
    public ItemSignals Signals { get; }

    /// <summary>Learns from one event.</summary>
    public void Apply(in LoggedEvent logged)
    {
        var (position, e) = logged;
        if (position <= Position)
        {
            return;
        }
        Position = position;
        var kind = _vocabulary.Kinds.Intern(e.EventType);
        if (e.ItemId is null || kind.Is(EventMeaning.Passive))
        {
            return;
        }
        var time = EventTime.Seconds(e.Timestamp!.Value);
        var item = _vocabulary.Items.Intern(e.ItemId);
        Newest = Math.Max(Newest, time);
        Count(item, kind, time, e.Value ?? 0);
        if (kind.Is(EventMeaning.Rejects | EventMeaning.CartRemove) || kind.Strength <= 0)
        {
            return;
        }
        Signals.Popularity.Add(item, kind.Strength, time);
        var visitor = e.UserId ?? e.SessionId!;
        Learn(Signals.AlsoViewed, _visits, visitor, item, time);
        if (kind.Is(EventMeaning.Purchase))
        {
            Learn(Signals.AlsoBought, _baskets, visitor, item, time);
        }
    }

    /// <summary>The windowed counts and sums of one item.</summary>
    public WindowedCounters CountersOf(int item) => item < _counters.Length ? _counters[item] : default;

    private void Count(int item, EventKind kind, uint time, double value)
    {
        Reserve(item);
        _counters[item].Add(kind.Code, time, value);
        _unsavedCounters.Add(item);
    }

    private void Reserve(int item)
    {
        if (item >= _counters.Length)
        {
            Array.Resize(ref _counters, Math.Max(_counters.Length * 2, item + 1));
        }
    }

    private void Learn(CoOccurrence together, SessionTrails trails, string visitor, int item, uint time)
    {
        var earlier = trails.Visit(visitor, item, time, out var isNew);
        if (isNew)
        {
            together.AddOccurrence(item, 1);
            together.Learn(item, earlier, _ones.AsSpan(0, earlier.Length));
        }
    }
}
