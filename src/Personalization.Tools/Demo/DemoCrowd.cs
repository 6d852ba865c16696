using System.Globalization;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Demo;

/// <summary>The visits that are going on in the demo shop at one time. Not thread-safe.</summary>
internal sealed class DemoCrowd
{
    private readonly DemoTraffic _traffic;
    private readonly VisitWriter _visits;
    private readonly double _pace;
    private readonly string _run;
    private readonly WeightedChoice _activity;
    private readonly PriorityQueue<Event, (DateTimeOffset At, long Number)> _upcoming = new();
    private readonly HashSet<int> _present = [];
    private readonly List<Event> _visit = [];
    private SeededRandom _random;
    private long _number;
    private long _visitCount;

    /// <summary>Opens the doors.</summary>
    /// <param name="traffic">The shop.</param>
    /// <param name="seed">Decides who comes and what they do.</param>
    /// <param name="pace">How much faster than usual the shoppers act.</param>
    /// <param name="opened">When the doors open; part of the event ids, so that no later run repeats them.</param>
    public DemoCrowd(DemoTraffic traffic, ulong seed, double pace, DateTimeOffset opened)
    {
        _traffic = traffic;
        _visits = traffic.Visits();
        _pace = pace;
        _run = opened.ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
        _activity = new WeightedChoice([.. traffic.Shoppers.Select(static shopper => shopper.VisitsPerDay)]);
        _random = new SeededRandom(seed, 0x11FE, (ulong)opened.ToUnixTimeMilliseconds());
    }

    /// <summary>How many shoppers are in the shop.</summary>
    public int Present => _present.Count;

    /// <summary>
    /// The next <paramref name="count"/> events up to now. When the visits that go on have fewer to offer, more shoppers come in.
    /// </summary>
    public void Take(int count, DateTimeOffset now, List<Event> into)
    {
        var end = into.Count + count;
        while (into.Count < end)
        {
            if (_upcoming.TryPeek(out _, out var due) && due.At <= now)
            {
                var next = _upcoming.Dequeue();
                if (next.EventType == LeaveMark)
                {
                    _present.Remove(int.Parse(next.UserId!, CultureInfo.InvariantCulture));
                    continue;
                }
                // A visit that was held up happens when it happens.
                into.Add(next.EventId is null
                    ? next with { EventId = $"live-{_run}-r{_number++}", Timestamp = now }
                    : next with { Timestamp = now });
            }
            else
            {
                ComeIn(now);
            }
        }
    }

    /// <summary>Puts a visitor's reaction among the coming events. It needs no id.</summary>
    public void Enqueue(Event reaction, TimeSpan after, DateTimeOffset now) =>
        _upcoming.Enqueue(reaction, (now + (after / _pace), _number++));

    private const string LeaveMark = "";

    private void ComeIn(DateTimeOffset now)
    {
        var shopper = WhoComes(now);
        _visit.Clear();
        _visits.Write(shopper, now, $"live-{_run}-{_visitCount++}", _random.NextBits(), _pace, _visit);
        var left = now;
        foreach (var happens in _visit)
        {
            _upcoming.Enqueue(happens, (happens.Timestamp!.Value, _number++));
            left = happens.EventType == EventTypes.Rating ? left : happens.Timestamp.Value;
        }
        if (_present.Add(shopper.Index))
        {
            var mark = new Event { EventType = LeaveMark, UserId = shopper.Index.ToString(CultureInfo.InvariantCulture) };
            _upcoming.Enqueue(mark, (left, _number++));
        }
    }

    private DemoShopper WhoComes(DateTimeOffset now)
    {
        var shopper = _traffic.Shoppers[0];
        for (var i = 0; i < 50; i++)
        {
            shopper = _traffic.Shoppers[_activity.Draw(ref _random)];
            if (!_present.Contains(shopper.Index) && _random.Chance(0.1 + (0.9 * shopper.Hours[now.UtcDateTime.Hour])))
            {
                break;
            }
        }
        return shopper;
    }
}
