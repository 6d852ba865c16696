using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Catalog;
using Personalization.Engine.Events;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;
using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests;

/// <summary>A node with a catalogue, its learning and its decision path, all in one thread and in event time.</summary>
internal sealed class TestNode : IDisposable
{
    public const uint Start = 1_795_000_000;
    public const uint Day = 86400;

    private long _position;

    public TestNode(DecisionOptions? decisions = null, SignalOptions? signals = null)
    {
        Vocabulary = new Vocabulary();
        Catalog = new ItemCatalog(Vocabulary, new ContentIndex());
        Projection = new ItemProjection(Vocabulary, signals ?? new SignalOptions());
        ReadModels = new ReadModels(Vocabulary, Catalog, Projection.Signals, decisions ?? new DecisionOptions(), new ProfileOptions());
        Context = new StateContext(Vocabulary, Catalog, new EventIdHash(1, 2), new ProfileOptions());
        Path = new DecisionPath(ReadModels);
    }

    public Vocabulary Vocabulary { get; }

    public ItemCatalog Catalog { get; }

    public ItemProjection Projection { get; }

    public ReadModels ReadModels { get; }

    public StateContext Context { get; }

    public DecisionPath Path { get; }

    public void Put(Item item, uint at = Start) => Catalog.Apply(new ItemChange(item.ItemId, item, EventTime.FromSeconds(at)));

    public void Remove(string itemId) => Catalog.Apply(new ItemChange(itemId, null, EventTime.FromSeconds(Start)));

    /// <summary>
    /// Twelve items in the categories <c>shoes</c>, <c>hats</c> and <c>bags</c>, four each: <c>shoes0</c>, <c>shoes1</c> …
    /// </summary>
    public TestNode WithShop()
    {
        foreach (var category in new[] { "shoes", "hats", "bags" })
        {
            for (var i = 0; i < 4; i++)
            {
                Put(new Item
                {
                    ItemId = category + i,
                    Name = $"{category} no {i}",
                    Category = category,
                    Brand = "brand" + (i % 2),
                    Price = 15 + (30 * i)
                });
            }
        }
        return this;
    }

    /// <summary>Lets <paramref name="user"/> do something, and everyone's learning know of it.</summary>
    public void Act(UserState user, string type, string? item, uint time, string userId = "u", double? value = null)
    {
        var logged = new LoggedEvent(_position, new Event
        {
            EventId = "e" + _position++,
            EventType = type,
            UserId = userId,
            ItemId = item,
            Value = value,
            Timestamp = EventTime.FromSeconds(time),
        });
        user.Apply(logged, Context);
        Projection.Apply(logged);
    }

    /// <summary>Lets somebody else do something.</summary>
    public void Crowd(string type, string item, uint time, string userId) => Act(new UserState(), type, item, time, userId);

    public TestNode Publish(uint now)
    {
        Projection.Signals.AlsoViewed.Publish();
        Projection.Signals.AlsoBought.Publish();
        Projection.Signals.Popularity.Publish(Catalog, now);
        Projection.Signals.Newest.Refresh(Catalog, now);
        return this;
    }

    public string[] Recommend(
        BehaviorState? state, uint now, int count = 5, string? category = null, bool excludeSeen = false, string? recommender = null) =>
    [
        .. Path.Decide(new DecisionQuery
        {
            State = state,
            Now = now,
            Count = count,
            Category = category,
            ExcludeSeen = excludeSeen,
            Recommender = recommender,
        }).Items.Select(i => i.ItemId),
    ];

    public void Dispose() => Path.Dispose();
}
