using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Log.Events;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Tests.Shared;
using Personalization.Tools.Demo;

namespace Personalization.Tools.Tests.Demo;

public sealed class DemoSimulationTests
{
    [Fact]
    public async Task Rate_is_kept_from_the_first_second()
    {
        var events = await Run(TimeSpan.FromMinutes(2), new DemoSimulationOptions());
        Assert.Equal(120 * 40, events.Count);
        Assert.InRange(events.Count(e => e.Timestamp < DemoShop.AsOf.AddSeconds(10.05)), 390, 410);
        Assert.Equal(events.Count, events.Select(e => e.EventId).Distinct().Count());
        Assert.True(events.Zip(events.Skip(1)).All(pair => pair.First.Timestamp <= pair.Second.Timestamp));
    }

    [Fact]
    public async Task Visits_go_on_side_by_side()
    {
        var events = await Run(TimeSpan.FromMinutes(2), new DemoSimulationOptions());
        var minute = events.Where(e => e.Timestamp > DemoShop.AsOf.AddMinutes(1)).ToArray();
        Assert.True(minute.Select(e => e.SessionId).Distinct().Count() > 50);
        Assert.True(minute.Zip(minute.Skip(1)).Count(pair => pair.First.SessionId != pair.Second.SessionId) > minute.Length / 2);
    }

    [Fact]
    public async Task Same_seed_and_clock_give_the_same_events()
    {
        var options = new DemoSimulationOptions { EventsPerSecond = 200 };
        var first = DemoShop.Digest(await Run(TimeSpan.FromSeconds(20), options), ContractsJson.Default.Event);
        Assert.Equal(first, DemoShop.Digest(await Run(TimeSpan.FromSeconds(20), options), ContractsJson.Default.Event));
    }

    [Fact]
    public async Task Recommended_items_are_clicked_when_they_match_the_taste()
    {
        var byDepartment = DemoShop.Traffic.Shelf.Products.GroupBy(product => product.Department)
            .Select(group => group.First().Item.ItemId)
            .ToArray();
        ValueTask<IReadOnlyList<string>> Recommend(string userId) => ValueTask.FromResult<IReadOnlyList<string>>(byDepartment);
        var events = await Run(
            TimeSpan.FromMinutes(3), new DemoSimulationOptions { EventsPerSecond = 100, LooksAtRecommendations = 1 }, Recommend);
        var clicks = events.Where(e => e.EventType == EventTypes.Click && e.Context.GetString("source"u8) == "recommendation").ToArray();
        Assert.True(clicks.Length > 50, $"{clicks.Length}");
        Assert.All(clicks, click =>
        {
            var shopper = DemoShop.Traffic.Shoppers.Single(shopper => shopper.UserId == click.UserId);
            var department = DemoShop.Traffic.Shelf.Products[DemoShop.Traffic.Shelf.Find(click.ItemId!)].Department;
            Assert.True(Math.Max(shopper.EarlyTaste.Departments[department], shopper.LateTaste.Departments[department]) >= 0.05);
        });
    }

    [Fact]
    public async Task Failing_recommendations_do_not_stop_the_shop()
    {
        var events = await Run(
            TimeSpan.FromSeconds(30), new DemoSimulationOptions { LooksAtRecommendations = 1 },
            _ => throw new InvalidOperationException("not ready"));
        Assert.Equal(1200, events.Count);
    }

    [Fact]
    public async Task Refused_events_are_counted_and_the_simulation_goes_on()
    {
        var clock = new ManualClock(DemoShop.AsOf);
        var stream = new FirstRefusingStream();
        using var simulation = new DemoSimulation(DemoShop.Traffic, stream, new(), clock, NullLogger<DemoSimulation>.Instance);
        await simulation.StartAsync(CancellationToken.None);
        while (simulation.Published < 8)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        await simulation.StopAsync(CancellationToken.None);
        Assert.True(simulation.Refused > 0);
    }

    private static async Task<List<Event>> Run(
        TimeSpan time, DemoSimulationOptions options, Func<string, ValueTask<IReadOnlyList<string>>>? recommend = null)
    {
        var clock = new ManualClock(DemoShop.AsOf);
        using var simulation = new DemoSimulation(
            DemoShop.Traffic, new FirstRefusingStream(), options, clock, NullLogger<DemoSimulation>.Instance, 5, recommend);
        List<Event> events = [];
        await using var batches = simulation.Live().GetAsyncEnumerator();
        while (clock.GetUtcNow() < DemoShop.AsOf + time)
        {
            var next = batches.MoveNextAsync();
            clock.Advance(options.Tick);
            Assert.True(await next);
            events.AddRange(batches.Current);
        }
        return events;
    }

    private sealed class FirstRefusingStream : IEventStream
    {
        private bool _refused;

        public ValueTask<PublishResult> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken = default)
        {
            if (!_refused)
            {
                _refused = true;
                throw new LogUnavailableException(LogRefusal.Overloaded, "Too much is waiting.");
            }
            return ValueTask.FromResult(new PublishResult(events.Count, 0, events.Count));
        }
    }
}
