using System.Text.Json;
using Personalization.Actors.Sessions;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Binary;

namespace Personalization.Actors.Tests.Sessions;

public sealed class SessionActorTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task Visit_is_summed_up_once_it_has_timed_out_and_only_once()
    {
        using var node = new TestNode();
        var session = new SessionActor("s", node.Actors);
        Assert.Null(session.EndIfTimedOut(node.Time.GetUtcNow().AddDays(9)));
        await Visit(node, session);
        var end = node.Time.GetUtcNow();
        Assert.Null(session.EndIfTimedOut(end + Timeout));
        var summary = session.EndIfTimedOut(end + Timeout + TimeSpan.FromSeconds(1))!;
        Assert.Equal((EventTypes.SessionEnd, "u", "s", end, 20.0), (summary.EventType, summary.UserId, summary.SessionId, summary.Timestamp, summary.Value));
        var content = JsonSerializer.Deserialize(summary.Properties.Utf8.Span, ContractsJson.Default.SessionSummary)!;
        Assert.Equal((3, 1, 20.0), (content.EventCount, content.PurchaseCount, content.Spent));
        await session.Apply([node.Log(summary)]);
        Assert.Null(session.EndIfTimedOut(end.AddDays(1)));
    }

    [Fact]
    public async Task Summary_asked_for_again_before_it_is_in_the_log_has_the_same_id()
    {
        using var node = new TestNode();
        var session = new SessionActor("s", node.Actors);
        await Visit(node, session);
        var late = node.Time.GetUtcNow().AddHours(1);
        var reloaded = Reload(session, node);
        Assert.Equal(session.EndIfTimedOut(late)!.EventId, session.EndIfTimedOut(late.AddDays(1))!.EventId);
        Assert.Equal(session.EndIfTimedOut(late)!.EventId, reloaded.EndIfTimedOut(late)!.EventId);
    }

    [Fact]
    public async Task Late_event_of_a_visit_that_was_summed_up_does_not_open_it_again()
    {
        using var node = new TestNode();
        var session = new SessionActor("s", node.Actors);
        await Visit(node, session);
        var end = node.Time.GetUtcNow();
        await session.Apply([node.Log(session.EndIfTimedOut(end.AddHours(1))!)]);
        await session.Apply([node.At(end.AddSeconds(-5), EventTypes.PageView, "item5", session: "s")]);
        Assert.Null(session.EndIfTimedOut(end.AddDays(1)));
    }

    [Fact]
    public async Task Next_visit_under_the_same_id_has_a_summary_of_its_own()
    {
        using var node = new TestNode();
        var session = new SessionActor("s", node.Actors);
        await Visit(node, session);
        var first = session.EndIfTimedOut(node.Time.GetUtcNow().AddHours(1))!;
        await session.Apply([node.Log(first)]);
        node.Time.Advance(TimeSpan.FromHours(2));
        await session.Apply([node.Now(EventTypes.PageView, "item1", session: "s")]);
        Assert.Null(session.EndIfTimedOut(node.Time.GetUtcNow()));
        var second = session.EndIfTimedOut(node.Time.GetUtcNow().AddHours(1))!;
        Assert.NotEqual(first.EventId, second.EventId);
        await session.Apply([node.Log(second)]);
        Assert.Null(session.EndIfTimedOut(node.Time.GetUtcNow().AddDays(1)));
    }

    [Fact]
    public async Task Summary_of_the_visit_before_does_not_end_the_one_that_goes_on()
    {
        using var node = new TestNode();
        var session = new SessionActor("s", node.Actors);
        await Visit(node, session);
        var first = session.EndIfTimedOut(node.Time.GetUtcNow().AddHours(1))!;
        node.Time.Advance(TimeSpan.FromHours(2));
        await session.Apply([node.Now(EventTypes.PageView, "item1", session: "s")]);
        await session.Apply([node.Log(first)]);
        Assert.NotNull(session.EndIfTimedOut(node.Time.GetUtcNow().AddHours(1)));
    }

    [Fact]
    public async Task Saved_visit_reads_back_with_its_person_and_its_end()
    {
        using var node = new TestNode();
        var session = new SessionActor("s", node.Actors);
        await Visit(node, session);
        await session.Apply([node.Log(session.EndIfTimedOut(node.Time.GetUtcNow().AddHours(1))!)]);
        var reloaded = Reload(session, node);
        Assert.Equal(session.Position, reloaded.SavedPosition);
        Assert.Equal(await session.Describe(), await reloaded.Describe());
        Assert.Equal("u", (await reloaded.Describe())!.UserId);
        Assert.Null(reloaded.EndIfTimedOut(node.Time.GetUtcNow().AddDays(1)));
    }

    [Fact]
    public async Task Visitor_without_a_name_is_recommended_for_by_the_visit()
    {
        using var node = new TestNode();
        var session = new SessionActor("s", node.Actors);
        Assert.Null(await session.Describe());
        await session.Apply([node.Now(EventTypes.AddToCart, "item3", session: "s")]);
        var list = await session.Recommend(new RecommendationRequest { SessionId = "s", Count = 3 });
        Assert.Equal("s", list.UserId);
        Assert.Contains(list.Items.SelectMany(i => i.Reasons), r => r.Text.Contains("Item 3", StringComparison.Ordinal));
    }

    private static async Task Visit(TestNode node, SessionActor session)
    {
        await session.Apply([node.Now(EventTypes.PageView, "item1", session: "s"), node.Now(EventTypes.AddToCart, "item1", session: "s")]);
        node.Time.Advance(TimeSpan.FromMinutes(20));
        await session.Apply([node.Now(EventTypes.Purchase, "item1", 20, session: "s")]);
    }

    private static SessionActor Reload(SessionActor session, TestNode node)
    {
        var writer = new ByteWriter();
        session.Save(writer);
        var reloaded = new SessionActor("s", node.Actors);
        reloaded.Load(writer.ToArray());
        return reloaded;
    }
}
