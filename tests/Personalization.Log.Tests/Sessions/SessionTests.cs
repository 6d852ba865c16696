using System.Text.Json;
using Personalization.Log.Partitions;
using Personalization.Log.Sessions;
using Personalization.Log.Tests.Partitions;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;

namespace Personalization.Log.Tests.Sessions;

/// <summary>A visit whose events come into the log, and its summary.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(30);

    private readonly LogCluster _cluster = new();
    private LogPartition _partition = null!;

    [Fact]
    public async Task Visit_is_summed_up_once_it_has_timed_out_and_only_once()
    {
        Assert.Null(await End(_cluster.Now.AddDays(9)));
        await Visit();
        var end = _cluster.Now;
        Assert.Null(await End(end + s_timeout));
        var summary = (await End(end + s_timeout + TimeSpan.FromSeconds(1)))!;
        Assert.Equal((EventTypes.SessionEnd, "u", "s"), (summary.EventType, summary.UserId, summary.SessionId));
        Assert.Equal((end, 20.0), (summary.Timestamp, summary.Value));
        var content = JsonSerializer.Deserialize(summary.Properties.Utf8.Span, ContractsJson.Default.SessionSummary)!;
        Assert.Equal((3, 1, 20.0), (content.EventCount, content.PurchaseCount, content.Spent));
        await _partition.Publish([summary]);
        Assert.Null(await End(end.AddDays(1)));
    }

    [Fact]
    public async Task Summary_asked_for_again_before_it_is_in_the_log_has_the_same_id()
    {
        await Visit();
        var late = _cluster.Now.AddHours(1);
        var id = (await End(late))!.EventId;
        Assert.Equal(id, (await End(late.AddDays(1)))!.EventId);
        _partition = await _cluster.Restart();
        Assert.Equal(id, (await End(late))!.EventId);
    }

    [Fact]
    public async Task Late_event_of_a_visit_that_was_summed_up_does_not_open_it_again()
    {
        await Visit();
        var end = _cluster.Now;
        await _partition.Publish([(await End(end.AddHours(1)))!]);
        await _partition.Publish([_cluster.First.At(end.AddSeconds(-5), EventTypes.PageView, "item5", session: "s").Event]);
        Assert.Null(await End(end.AddDays(1)));
    }

    [Fact]
    public async Task Next_visit_under_the_same_id_has_a_summary_of_its_own()
    {
        await Visit();
        var first = (await End(_cluster.Now.AddHours(1)))!;
        await _partition.Publish([first]);
        _cluster.Pass(TimeSpan.FromHours(2));
        await Publish(EventTypes.PageView);
        Assert.Null(await End(_cluster.Now));
        var second = (await End(_cluster.Now.AddHours(1)))!;
        Assert.NotEqual(first.EventId, second.EventId);
        await _partition.Publish([second]);
        Assert.Null(await End(_cluster.Now.AddDays(1)));
    }

    [Fact]
    public async Task Summary_of_the_visit_before_does_not_end_the_one_that_goes_on()
    {
        await Visit();
        var first = (await End(_cluster.Now.AddHours(1)))!;
        _cluster.Pass(TimeSpan.FromHours(2));
        await Publish(EventTypes.PageView);
        await _partition.Publish([first]);
        Assert.NotNull(await End(_cluster.Now.AddHours(1)));
    }

    [Fact]
    public async Task Saved_visit_reads_back_with_its_person_and_its_end()
    {
        await Visit();
        await _partition.Publish([(await End(_cluster.Now.AddHours(1)))!]);
        var before = await Describe();
        await _partition.Checkpoint();
        _partition = await _cluster.Restart();
        Assert.Equal(before, await Describe());
        Assert.Equal("u", before!.UserId);
        Assert.Null(await End(_cluster.Now.AddDays(1)));
    }

    [Fact]
    public async Task Visitor_without_a_name_is_recommended_for_by_the_visit()
    {
        Assert.Null(await Describe());
        await _partition.Publish([_cluster.First.Now(EventTypes.AddToCart, "item3", session: "s").Event with { UserId = null }]);
        var list = await _partition.Session("s", _cluster.Node, static (state, node) =>
            node.Decider.Recommend(new RecommendationRequest { SessionId = "s", Count = 3 }, state));
        Assert.Equal("s", list.UserId);
        Assert.Contains(list.Items.SelectMany(static i => i.Reasons), static r => r.Text.Contains("Item 3", StringComparison.Ordinal));
    }

    public async ValueTask InitializeAsync() => _partition = await _cluster.Open();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private async Task Visit()
    {
        await Publish(EventTypes.PageView);
        await Publish(EventTypes.AddToCart);
        _cluster.Pass(TimeSpan.FromMinutes(20));
        await Publish(EventTypes.Purchase, 20);
    }

    private async Task Publish(string type, double? value = null) =>
        await _partition.Publish([_cluster.First.Now(type, "item1", value, "s").Event]);

    private ValueTask<Event?> End(DateTimeOffset now) => _partition.Session(
        "s", (_cluster.NodeOf(_partition).Context, now), static (state, arg) => SessionEnd.Of("s", state, arg.Context, arg.now));

    private ValueTask<SessionSummary?> Describe() =>
        _partition.Session("s", 0, static (state, _) => SessionDescription.Of("s", state.UserId, state.Session));
}
