using Microsoft.Extensions.Time.Testing;
using Personalization.Log.Ranking;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;

namespace Personalization.Log.Tests;

/// <summary>A node with eight items, a clock that stands still, and a log that keeps every decision.</summary>
internal sealed class TestNode : IDecisionLog, IDisposable
{
    private long _position;

    public TestNode(NodeOptions? options = null)
    {
        Engine = new EngineNode(options ?? new NodeOptions(), new EventIdHash(1, 2), this, Time);
        for (var i = 0; i < 8; i++)
        {
            Engine.ReadModels.Catalog.Apply(new ItemChange("item" + i, new Item
            {
                ItemId = "item" + i,
                Name = "Item " + i,
                Category = "c" + (i % 2),
                Price = 10 * (i + 1),
            }, Time.GetUtcNow()));
        }
    }

    public static DateTimeOffset Start { get; } = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; } = new(Start);

    public EngineNode Engine { get; }

    public List<Decision> Decisions { get; } = [];

    public static string[] Items { get; } = [.. Enumerable.Range(0, 8).Select(i => "item" + i)];

    public bool Append(Decision decision)
    {
        Decisions.Add(decision);
        return true;
    }

    /// <summary>An event that happens now.</summary>
    public LoggedEvent Now(string type, string? item = null, double? value = null, string? session = null) =>
        At(Time.GetUtcNow(), type, item, value, session);

    /// <summary>An event that happened at another time than now.</summary>
    public LoggedEvent At(DateTimeOffset time, string type, string? item = null, double? value = null, string? session = null) =>
        new(_position, new Event
        {
            EventId = "e" + _position++,
            EventType = type,
            UserId = "u",
            SessionId = session,
            ItemId = item,
            Value = value,
            Timestamp = time,
        });

    /// <summary>The place in the log that <paramref name="e"/> is given.</summary>
    public LoggedEvent Log(Event e) => new(_position++, e);

    public void Dispose() => Engine.Dispose();
}
