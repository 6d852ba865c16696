using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Engine.Features;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// Learns from the log, event by event in order, what all people together do with the items: popularity, windowed statistics per item,
/// and which items occur together. Independent of the persons' own states, so each can be rebuilt alone. One writer; what it publishes is
/// readable from any thread.
/// </summary>
public sealed partial class ItemProjection
{
    private readonly Vocabulary _vocabulary;
    private readonly ItemObserver _visits;
    private readonly float[] _ones;
    private WindowedCounters[] _counters = new WindowedCounters[1024];

    /// <summary>Creates a projection that has seen nothing.</summary>
    public ItemProjection(Vocabulary vocabulary, SignalOptions options)
    {
        _vocabulary = vocabulary;
        _visits = new ItemObserver(vocabulary, options);
        _ones = new float[options.VisitLength];
        Array.Fill(_ones, 1f);
        Signals = new ItemSignals(
            new CoOccurrence(options, vocabulary.Items), new CoOccurrence(options, vocabulary.Items), new ItemPopularity(),
            new NewestItems());
    }

    /// <summary>Log position of the last event seen; -1 before the first.</summary>
    public long Position { get; private set; } = -1;

    /// <summary>Time of the newest event, in seconds since 1970.</summary>
    public uint Newest { get; private set; }

    /// <summary>What was learnt, as published.</summary>
    public ItemSignals Signals { get; }

    /// <summary>Learns from the next event of the log that this projection follows.</summary>
    public void Apply(in LoggedEvent logged)
    {
        if (logged.Position <= Position)
        {
            return;
        }
        Position = logged.Position;
        if (_visits.Observe(logged, out var observation))
        {
            Learn(observation);
        }
    }

    /// <summary>Learns from what somebody else observed. The caller sees to it that each observation comes once.</summary>
    public void Learn(in ItemObservation observed)
    {
        Newest = Math.Max(Newest, observed.Time);
        Count(observed.Item, observed.Kind, observed.Time, observed.Value);
        if (observed.IsInterest)
        {
            Signals.Popularity.Add(observed.Item, observed.Kind.Strength, observed.Time);
            Learn(Signals.AlsoViewed, observed.Item, observed.InVisit);
            Learn(Signals.AlsoBought, observed.Item, observed.InBasket);
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

    private void Learn(CoOccurrence together, int item, in Companions companions)
    {
        if (companions.IsNew)
        {
            together.AddOccurrence(item, 1);
            together.Learn(item, companions.Earlier, _ones.AsSpan(0, companions.Earlier.Length));
        }
    }
}
