using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Profiles;
using Personalization.Engine.Sessions;

namespace Personalization.Engine.Tests.Profiles;

public sealed class AdmittedEventTests
{
    private static readonly string[] Types =
        [EventTypes.PageView, EventTypes.AddToCart, EventTypes.RemoveFromCart, EventTypes.Purchase, EventTypes.Rating];

    [Fact]
    public void Change_of_the_catalogue_between_event_and_replay_leaves_no_trace()
    {
        using var here = new TestNode().WithShop();
        using var there = new TestNode();
        there.Put(new Item { ItemId = "shoes0", Category = "books", Brand = "other", Price = 999, Tags = ["late"] });
        there.Put(new Item { ItemId = "unknown1", Category = "known by now", Price = 3 });
        var events = Admitted(here, 400);
        here.Put(new Item { ItemId = "hats1", Category = "hats of next year", Price = 1 });
        here.Remove("bags2");
        using var empty = new TestNode();
        Assert.Equal(Bytes<UserState>(events, here), Bytes<UserState>(events, there));
        Assert.Equal(Bytes<UserState>(events, here), Bytes<UserState>(events, empty));
        Assert.Equal(Bytes<SessionState>(events, there), Bytes<SessionState>(events, empty));
    }

    [Fact]
    public void Stored_event_applies_like_the_admitted_one()
    {
        using var node = new TestNode().WithShop();
        using var empty = new TestNode();
        var events = Admitted(node, 400);
        var (writer, names) = (new ByteWriter(), new NameCache());
        var stored = events.ConvertAll(e =>
        {
            writer.Clear();
            EventCodec.Write(writer, e);
            return EventCodec.Read(writer.Written, names);
        });
        Assert.Equal(Bytes<UserState>(events, node), Bytes<UserState>(stored, empty));
    }

    [Fact]
    public void Admitted_event_applies_as_an_old_one_does_with_the_catalogue_of_its_time()
    {
        using var node = new TestNode().WithShop();
        var events = Admitted(node, 400);
        Assert.Equal(Bytes<UserState>(events.ConvertAll(e => e with { Facts = null }), node), Bytes<UserState>(events, node));
    }

    [Fact]
    public void Catalogue_that_comes_late_does_not_change_what_was_unknown()
    {
        using var node = new TestNode();
        var events = Admitted(node, 50);
        var before = Bytes<UserState>(events, node);
        node.WithShop();
        Assert.Equal(before, Bytes<UserState>(events, node));
        Assert.NotEqual(before, Bytes<UserState>(Admitted(node, 50), node));
    }

    private static List<Event> Admitted(TestNode node, int count)
    {
        var random = SeededRandom.Create(5);
        var admission = new EventAdmission(node.Catalog);
        var items = new[] { "shoes", "hats", "bags", "unknown" };
        return [.. Enumerable.Range(0, count).Select(i => admission.Admit(new Event
        {
            EventId = "e" + i,
            EventType = Types[random.Next(Types.Length)],
            UserId = "u",
            SessionId = "s",
            ItemId = items[random.Next(items.Length)] + random.Next(4),
            Channel = "web",
            Quantity = random.Next(1, 4),
            Value = random.Next(1, 6),
            Timestamp = EventTime.FromSeconds(TestNode.Start + (uint)(i * 50)),
        }))];
    }

    private static byte[] Bytes<TState>(List<Event> events, TestNode node)
        where TState : BehaviorState, new()
    {
        var state = new TState();
        for (var i = 0; i < events.Count; i++)
        {
            state.Apply(new LoggedEvent(i, events[i]), node.Context);
        }
        var writer = new ByteWriter();
        state.Write(writer, node.Vocabulary);
        return writer.ToArray();
    }
}
