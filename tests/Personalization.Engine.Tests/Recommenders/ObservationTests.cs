using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests.Recommenders;

public sealed class ObservationTests
{
    private static readonly string[] Types = [EventTypes.PageView, EventTypes.AddToCart, EventTypes.Purchase, EventTypes.Dislike, "custom"];

    [Fact]
    public void Learning_from_the_observations_of_several_logs_equals_learning_from_the_one_log()
    {
        var log = RandomLog(seed: 11, events: 6000);
        var all = new Vocabulary();
        var whole = new ItemProjection(all, new SignalOptions());
        foreach (var logged in log)
        {
            whole.Apply(logged);
        }

        // Three nodes observe a third of the visitors each; the fourth only learns, and gets their observations in batches, one node after
        // the other.
        var learner = new Vocabulary();
        var merged = new ItemProjection(learner, new SignalOptions());
        for (var node = 0; node < 3; node++)
        {
            foreach (var batch in Observed(log.Where(l => l.Event.UserId![^1] % 3 == node)))
            {
                var reader = new ObservationReader(batch, learner);
                while (reader.Next(out var observation))
                {
                    merged.Learn(observation);
                }
            }
        }
        Assert.Equal(Written(whole, all, log), Written(merged, learner, log));
    }

    [Fact]
    public void An_observation_reads_back_as_it_was_written()
    {
        var (here, there) = (new Vocabulary(), new Vocabulary());
        there.Items.Intern("another");
        var visits = new ItemObserver(here, new SignalOptions());
        var writer = new ObservationWriter(here);
        foreach (var logged in RandomLog(seed: 5, events: 300))
        {
            if (!visits.Observe(logged, out var wrote))
            {
                continue;
            }
            writer.Add(wrote);
            var reader = new ObservationReader(writer.Take(), there);
            Assert.True(reader.Next(out var read));
            Assert.Equal(
                (wrote.Position, wrote.Time, wrote.Value, wrote.Kind.Name), (read.Position, read.Time, read.Value, read.Kind.Name));
            Assert.Equal(here.Items[wrote.Item], there.Items[read.Item]);
            Assert.Equal((wrote.InVisit.IsNew, wrote.InBasket.IsNew), (read.InVisit.IsNew, read.InBasket.IsNew));
            Assert.Equal(Names(here, wrote.InVisit.Earlier), Names(there, read.InVisit.Earlier));
            Assert.Equal(Names(here, wrote.InBasket.Earlier), Names(there, read.InBasket.Earlier));
            Assert.False(reader.Next(out _));
        }
    }

    [Fact]
    public void An_unknown_version_is_refused() =>
        Assert.Throws<FormatException>(() => _ = new ObservationReader([9], new Vocabulary()));

    private static List<byte[]> Observed(IEnumerable<LoggedEvent> log)
    {
        var vocabulary = new Vocabulary();
        var visits = new ItemObserver(vocabulary, new SignalOptions());
        var writer = new ObservationWriter(vocabulary);
        var batches = new List<byte[]>();
        foreach (var logged in log)
        {
            if (visits.Observe(logged, out var observation))
            {
                writer.Add(observation);
            }
            if (writer.Count == 100)
            {
                batches.Add(writer.Take());
            }
        }
        batches.Add(writer.Take());
        return batches;
    }

    // Weights are whole numbers of powers of two apart here, so sums in another order are the same to the last bit; the order of neighbours
    // is by weight.
    private static SortedDictionary<string, string> Written(ItemProjection projection, Vocabulary vocabulary, IEnumerable<LoggedEvent> log)
    {
        var items = log.Select(static l => l.Event.ItemId!).ToHashSet();
        var written = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var number = vocabulary.Items.Find(item);
            var counters = new ByteWriter();
            projection.CountersOf(number).Write(counters, vocabulary);
            var together = items.Select(other => vocabulary.Items.Find(other)).Select(other =>
                $"{vocabulary.Items[other]} {projection.Signals.AlsoViewed.WeightOf(number, other)} "
                + $"{projection.Signals.AlsoBought.WeightOf(number, other)}");
            written[item] = Convert.ToHexString(counters.Written) + string.Join(", ", together.Order(StringComparer.Ordinal));
        }
        return written;
    }

    private static string[] Names(Vocabulary vocabulary, ReadOnlySpan<int> items) => [.. items.ToArray().Select(i => vocabulary.Items[i])];

    private static List<LoggedEvent> RandomLog(int seed, int events)
    {
        var random = SeededRandom.Create(seed);
        var log = new List<LoggedEvent>();
        var time = TestNode.Start;
        for (var i = 0; i < events; i++)
        {
            time += (uint)random.Next(90);
            log.Add(new LoggedEvent(i, new Event
            {
                EventId = $"e{i}",
                EventType = Types[random.Next(Types.Length)],
                UserId = $"u{random.Next(40)}",
                ItemId = $"i{random.Next(25)}",
                Value = random.Next(3) == 0 ? random.Next(100) / 4.0 : null,
                Timestamp = DateTimeOffset.FromUnixTimeSeconds(time),
            }));
        }
        return log;
    }
}
