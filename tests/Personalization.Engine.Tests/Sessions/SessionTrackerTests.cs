using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Engine.Sessions;

namespace Personalization.Engine.Tests.Sessions;

public sealed class SessionTrackerTests
{
    private readonly EventKinds _kinds = new();

    [Fact]
    public void Pause_longer_than_the_timeout_begins_a_new_visit()
    {
        var session = new SessionTracker();
        Assert.True(Add(ref session, EventTypes.PageView, 1, 10_000));
        Assert.False(Add(ref session, EventTypes.PageView, 2, 10_000 + SessionTracker.TimeoutSeconds));
        Assert.True(Add(ref session, EventTypes.PageView, 3, 10_001 + (2 * SessionTracker.TimeoutSeconds)));
        Assert.Equal(1, session.Events);
    }

    [Fact]
    public void Other_session_id_begins_a_new_visit_and_a_missing_one_does_not()
    {
        var session = new SessionTracker();
        Add(ref session, EventTypes.PageView, 1, 10_000, 7);
        Assert.False(Add(ref session, EventTypes.PageView, 1, 10_010, 0));
        Assert.True(Add(ref session, EventTypes.PageView, 1, 10_020, 8));
    }

    [Fact]
    public void Late_event_joins_the_visit_it_overlaps_and_no_older_one()
    {
        var session = new SessionTracker();
        Add(ref session, EventTypes.PageView, 1, 10_000);
        Assert.False(Add(ref session, EventTypes.PageView, 2, 9_500));
        Assert.Equal(9_500u, session.Start);
        Assert.False(Add(ref session, EventTypes.PageView, 2, 1_000));
        Assert.Equal(2, session.Events);
    }

    [Fact]
    public void Cart_follows_what_goes_in_and_out_and_is_never_negative()
    {
        var session = new SessionTracker();
        Add(ref session, EventTypes.AddToCart, 1, 10, 0, 2, 10);
        Add(ref session, EventTypes.AddToCart, 2, 11, 0, 1, 5);
        Assert.Equal(25, session.CartValue);
        Add(ref session, EventTypes.RemoveFromCart, 2, 12, 0, 1, 5);
        Assert.Equal((2f, 20f), (session.CartQuantity, session.CartValue));
        var before = session.Intent;
        Add(ref session, EventTypes.Purchase, 1, 13, 0, 9, 10);
        Assert.Equal((0f, 0f), (session.CartQuantity, session.CartValue));
        Assert.InRange(session.Intent, 0, before);
    }

    private bool Add(ref SessionTracker session, string type, int item, uint time, ulong id = 0, double quantity = 1, double price = 0) =>
        session.Add(_kinds.Intern(type), item, time, id, price * quantity, quantity, price);
}
