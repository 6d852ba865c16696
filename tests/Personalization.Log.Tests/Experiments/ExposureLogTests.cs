using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Log.Experiments;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Events;
using Personalization.Engine.Learning;

namespace Personalization.Log.Tests.Experiments;

public sealed class ExposureLogTests
{
    private const int Partitions = 4;
    private static readonly DateTimeOffset s_start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Choices_of_many_threads_come_to_the_parts_of_the_log_that_their_rewards_come_to_each_once()
    {
        const int threads = 4, each = 1000;
        var log = new Log();
        await using (var buffer = new ExposureLog(new FakeTimeProvider(s_start)))
        {
            buffer.Start(log, Partitions, NullLogger.Instance);
            await Task.WhenAll(Enumerable.Range(0, threads).Select(t => Task.Run(() =>
            {
                for (var i = 0; i < each; i++)
                {
                    buffer.Choice($"d{t}-{i}", s_start, Choice());
                }
            })));
            Assert.Equal(0, buffer.Dropped);
        }
        Assert.InRange(log.Events.Count, threads * each / 128, threads * each / 4);
        Assert.Equal(log.Events.Count, log.Events.Select(static e => e.EventId).Distinct().Count());
        var books = Enumerable.Range(0, Partitions).Select(_ => new ExperimentReadModel(new BanditOptions())).ToArray();
        var trails = books.Select(static _ => new OutcomeAttribution(new BanditOptions())).ToArray();
        var rewards = Enumerable.Range(0, threads * each).Select(i => Reward($"d{i / each}-{i % each}"));
        var late = Enumerable.Range(0, Partitions).Select(static p => Reward(NameIn(p), minutes: 11));
        foreach (var e in log.Events.Concat(rewards).Concat(late))
        {
            var partition = LogRouting.PartitionOf(e, Partitions);
            trails[partition].Observe(new LoggedEvent(0, e), books[partition]);
        }
        Assert.Equal(threads * each, books.Sum(static b => b.Placement("hero")!.Table["one"].Count));
        Assert.All(books, static b => Assert.Equal(1, b.Placement("hero")!.Table["one"].Mean));
    }

    [Fact]
    public async Task What_the_log_refuses_is_counted_and_told_and_the_next_is_written()
    {
        var log = new Log { Refuses = true };
        await using var buffer = new ExposureLog(new FakeTimeProvider(s_start));
        buffer.Start(log, 1, NullLogger.Instance);
        buffer.Choice("d1", s_start, Choice());
        buffer.Exposure(s_start, new ExperimentExposure
        {
            UnitId = "p",
            ExperimentId = "x",
            Variant = 0,
            Covariates = [],
            Segments = new Dictionary<string, string>()
        });
        await buffer.Settle();
        Assert.Equal(2, buffer.Dropped);
        log.Refuses = false;
        buffer.Choice("d2", s_start, Choice());
        await buffer.Settle();
        Assert.Equal(2, buffer.Dropped);
        Assert.Equal([EventTypes.Choices], log.Events.Select(static e => e.EventType));
    }

    private static PlacementChoice Choice()
    {
        var choice = new PlacementChoice("hero", ChoicePolicies.Ranking, new ExperimentReadModel(new BanditOptions()).Bandit("hero"), 0, 0);
        choice.Choose(["one", "two"], [1, 0.5]);
        return choice;
    }

    private static Event Reward(string decision, double minutes = 1) => new()
    {
        EventId = EventSubject.Id(decision, "click"),
        EventType = EventTypes.Reward,
        Timestamp = s_start.AddMinutes(minutes),
        Value = 1,
    };

    // A decision of which nobody knows, only so that time goes on in a part of the log.
    private static string NameIn(int partition) =>
        Enumerable.Range(0, 1000).Select(static i => $"late-{i}").First(id => LogRouting.PartitionOf(id, Partitions) == partition);

    private sealed class Log : IEventStream
    {
        public List<Event> Events { get; } = [];

        public bool Refuses { get; set; }

        public ValueTask<PublishResult> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken = default)
        {
            if (Refuses)
            {
                throw new LogUnavailableException(LogRefusal.Overloaded, "full");
            }
            Events.AddRange(events);
            return ValueTask.FromResult(new PublishResult(events.Count, 0, 0));
        }
    }
}
