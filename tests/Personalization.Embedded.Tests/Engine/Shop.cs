using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Embedded.Tests.Engine;

/// <summary>A small shop to drive an engine with: the same seed gives the same items and events.</summary>
internal static class Shop
{
    private static readonly string[] Types =
        [EventTypes.PageView, EventTypes.PageView, EventTypes.PageView, EventTypes.Click, EventTypes.AddToCart, EventTypes.Purchase, EventTypes.Search, "custom:x"];

    public static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static Task<EmbeddedEngine> Open(string folder, Action<EmbeddedOptions>? configure = null)
    {
        var options = new EmbeddedOptions { DataFolder = folder, CheckpointInterval = TimeSpan.FromHours(1), SessionEnds = false };
        configure?.Invoke(options);
        return EmbeddedEngine.Open(options, TimeProvider.System, NullLoggerFactory.Instance);
    }

    public static ItemChange[] Items(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new ItemChange("item" + i, new Item
        {
            ItemId = "item" + i, Name = $"Thing number {i}", Category = "category" + (i % 5), Brand = "brand" + (i % 7), Price = 5 + i, Tags = ["tag" + (i % 3)],
            Text = $"A thing of kind {i % 11} for use {i % 13}",
        }, Start)),
    ];

    public static List<Event> Events(int count, int seed, int users = 40, int items = 60)
    {
        var random = new Random(seed);
        var events = new List<Event>(count);
        var time = Start;
        for (var i = 0; i < count; i++)
        {
            time += TimeSpan.FromMilliseconds(random.Next(20_000));
            var user = random.Next(users);
            var type = Types[random.Next(Types.Length)];
            events.Add(new Event
            {
                EventId = $"e{seed}-{i}",
                EventType = type,
                UserId = random.Next(10) == 0 ? null : "user" + user,
                SessionId = "session" + user + "-" + (i / 1000),
                ItemId = type == EventTypes.Search ? null : "item" + random.Next(items),
                Channel = "web",
                Value = type == EventTypes.Purchase ? random.Next(1, 100) : null,
                Timestamp = time - TimeSpan.FromSeconds(random.Next(10) == 0 ? random.Next(100_000) : 0),
            });
        }
        return events;
    }

    public static async Task<long> CountOf(EmbeddedEngine engine, int users)
    {
        long count = 0;
        for (var u = 0; u < users; u++)
        {
            count += (await engine.User("user" + u).Describe())?.EventCount ?? 0;
        }
        return count;
    }
}
