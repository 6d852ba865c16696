using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Catalog;
using Personalization.Engine.Events;
using Personalization.Engine.Features;
using Personalization.Engine.Profiles;

namespace Personalization.Engine.Tests.Profiles;

public sealed class UserStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Event_delivered_again_by_position_or_by_id_changes_nothing()
    {
        var context = Context();
        var state = new UserState();
        Assert.True(state.Apply(Logged(0, "e1", EventTypes.PageView, "a", 0), context));
        Assert.False(state.Apply(Logged(0, "e1", EventTypes.PageView, "a", 0), context));
        Assert.False(state.Apply(Logged(5, "e1", EventTypes.PageView, "a", 0), context));
        Assert.Equal(1, state.EventCount);
        Assert.Equal(5, state.Position);
        Assert.Equal(1, state.Counters.Count(-1, 0, state.LastSeen));
    }

    [Fact]
    public void State_reads_back_as_written_and_goes_on_the_same()
    {
        var context = Context();
        var straight = new UserState();
        var reloaded = new UserState();
        var random = SeededRandom.Create(3);
        var types = new[]
        {
            EventTypes.PageView, EventTypes.AddToCart, EventTypes.Purchase, EventTypes.Rating, "custom:x", EventTypes.Search
        };
        for (var i = 0; i < 1500; i++)
        {
            var e = Logged(i, "e" + i, types[random.Next(types.Length)], "item" + random.Next(40), random.Next(500), random.Next(5));
            straight.Apply(e, context);
            reloaded.Apply(e, context);
            if (random.Next(20) == 0)
            {
                var bytes = Bytes(reloaded, context);
                reloaded = new UserState();
                reloaded.Read(bytes, context);
            }
        }
        Assert.Equal(Bytes(straight, context), Bytes(reloaded, context));
        Assert.NotEqual(0, straight.History.Entries.Length);
    }

    [Fact]
    public void State_written_by_one_process_reads_in_another_with_other_numbers()
    {
        var here = Context();
        var there = Context();
        there.Vocabulary.Items.Intern("something else");
        there.Vocabulary.Kinds.Intern("custom:y");
        var state = new UserState();
        for (var i = 0; i < 30; i++)
        {
            state.Apply(Logged(i, "e" + i, i % 3 == 0 ? "custom:x" : EventTypes.PageView, "item" + (i % 7), 60), here);
        }
        var moved = new UserState();
        moved.Read(Bytes(state, here), there);
        Assert.Equal(Bytes(state, here), Bytes(moved, there));
    }

    [Fact]
    public void Purchases_sessions_and_money_add_up()
    {
        var context = Context();
        var state = new UserState();
        state.Apply(Logged(0, "1", EventTypes.AddToCart, "item1", 0), context);
        state.Apply(Logged(1, "2", EventTypes.Purchase, "item1", 100, 19.99), context);
        state.Apply(Logged(2, "3", EventTypes.PageView, "item2", 4000), context);
        Assert.Equal(2, state.SessionCount);
        Assert.Equal(1, state.PurchaseCount);
        Assert.Equal(19.99, state.TotalSpent, 3);
        Assert.Equal(1, Feature("frequency.30d"));
        Assert.Equal(19.99, Feature("monetary.30d"), 3);
        Assert.Equal(1, Feature("session.events"));
        Assert.Equal(2, Feature("distinct_items.1d"));
        Assert.Equal(1, Feature("affinity.brand.Acme"), 3);
        Assert.Equal(19.99, Feature("purchase.mean.1d"), 3);
        Assert.Equal(3 / 24.0, Feature("any.rate.1d"), 6);
        Assert.Equal(0, Feature("never_seen.count.1h"));
        Assert.Null(FeatureName.Parse("page_view.count.2h"));
        Assert.Null(FeatureName.Parse("nonsense"));

        double Feature(string name) => FeatureReader.Read(FeatureName.Parse(name)!, state, state.LastSeen, context);
    }

    internal static StateContext Context()
    {
        var vocabulary = new Vocabulary();
        var catalog = new ItemCatalog(vocabulary, new ContentIndex());
        for (var i = 0; i < 5; i++)
        {
            catalog.Apply(new ItemChange("item" + i, new Item
            {
                ItemId = "item" + i,
                Name = "Item " + i,
                Category = "c" + (i % 2),
                Brand = "Acme",
                Price = 10 * (i + 1),
                Tags = ["t" + i],
            }, Start));
        }
        return new StateContext(vocabulary, catalog, new EventIdHash(1, 2), new ProfileOptions());
    }

    private static LoggedEvent Logged(long position, string id, string type, string item, int afterSeconds, double? value = null) =>
        new(position, new Event
        {
            EventId = id,
            EventType = type,
            UserId = "u",
            ItemId = item,
            Channel = "web",
            Value = value,
            Timestamp = Start.AddSeconds((position * 10) + afterSeconds),
        });

    private static byte[] Bytes(UserState state, StateContext context)
    {
        var writer = new ByteWriter();
        state.Write(writer, context.Vocabulary);
        return writer.ToArray();
    }
}
