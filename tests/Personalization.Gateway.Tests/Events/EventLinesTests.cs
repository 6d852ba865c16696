using System.Net;
using System.Text;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Events;

/// <summary>Arrays and streams of lines: faulty events are refused one by one, with their index, the others count.</summary>
public sealed class EventLinesTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly string _user = "lines-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Faulty_element_of_an_array_leads_to_its_index_and_the_others_accepted()
    {
        var reply = await fixture.Gateway.PostEvents(
            $$"""[{{Click()}}, {"event_type":"click"}, {{Click()}}, 7, [{{Click()}}], null, {{Click()}}]""");
        reply.AssertCounts(3, 0, 4);
        reply.AssertError(0, 1, "user_id", "missing")
            .AssertError(1, 3, "event", "number")
            .AssertError(2, 4, "event", "array")
            .AssertError(3, 5, "event", "null");
        await Counts(3);
    }

    [Fact]
    public async Task Broken_line_in_the_middle_leads_to_its_index_and_all_others_accepted()
    {
        var reply = await fixture.Gateway.PostLines($"{Click()}\n{Click()}\n{{\"event_type\":\n{Click()}\n");
        reply.AssertCounts(3, 0, 1).AssertError(0, 2, "event", "JSON");
        await Counts(3);
    }

    [Fact]
    public async Task Text_behind_the_object_of_a_line_leads_to_one_refusal_of_that_line()
    {
        var reply = await fixture.Gateway.PostLines($"{Click()}\n{Click()} {Click()}\n{{\"event_type\":\"click\"}} x\n{Click()}");
        reply.AssertCounts(2, 0, 2).AssertError(0, 1, "event", "JSON").AssertError(1, 2, "event", "JSON");
        await Counts(2);
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\n", "\n")]
    [InlineData("\r\n", "")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\n\n \n", "\n\n")]
    public async Task Any_line_end_leads_to_every_line_accepted(string between, string end)
    {
        (await fixture.Gateway.PostLines(string.Join(between, Enumerable.Repeat(Click(), 3)) + end)).AssertCounts(3, 0, 0);
        await Counts(3);
    }

    [Fact]
    public async Task Faults_in_all_lines_lead_to_400_with_the_first_hundred()
    {
        var reply = await fixture.Gateway.PostLines(string.Concat(Enumerable.Repeat("{\"event_type\":\"click\"}\n", 150)));
        reply.AssertCounts(0, 0, 150).AssertError(99, 99, "user_id");
    }

    [Fact]
    public async Task Lines_that_arrive_in_pieces_lead_to_every_line_accepted()
    {
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(i => Click($",\"note\":\"🛒 {i}\"") + "\r\n")));
        var reply = await fixture.Gateway.Send(
            HttpMethod.Post, "/api/v1/events", new PiecesContent(lines, [1, 7, 100, 3, 64], "application/x-ndjson"));
        reply.AssertCounts(200, 0, 0);
        await Counts(200);
    }

    [Fact]
    public async Task Many_lines_lead_to_every_line_accepted_in_order()
    {
        var lines = string.Concat(Enumerable.Range(0, 25_000)
            .Select(i => $$"""{"event_type":"page_view","user_id":"{{_user}}-{{i % 50}}","item_id":"many-{{i / 50}}"}""" + "\n"));
        (await fixture.Gateway.PostLines(lines)).AssertCounts(25_000, 0, 0);
        var profile = (await fixture.Gateway.Get($"/api/v1/users/{_user}-7")).Json;
        Assert.Equal(500, profile.GetProperty("event_count").GetInt32());
        Assert.Contains(
            "many-499", profile.GetProperty("recent_events").EnumerateArray().Select(e => e.GetProperty("item_id").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task Line_over_the_limit_leads_to_413_that_tells_the_line_and_what_was_accepted(string end)
    {
        await using var gateway = await RunningGateway.Start(("Gateway:MaxLineBytes", "2048"));
        var good = string.Concat(Enumerable.Repeat(Click() + "\n", 1500));
        var reply = await gateway.PostLines(good + Click($",\"note\":\"{new string('x', 2048)}\"") + end);
        reply.AssertProblem(HttpStatusCode.RequestEntityTooLarge, "Line 1501", "2048 bytes", "1500 events");
        Assert.Equal(1500, await gateway.Feature(_user, "click.count.30d"));
        await gateway.AssertServes();
    }

    private string Click(string more = "") => $$"""{"event_type":"click","user_id":"{{_user}}"{{more}}}""";

    private async Task Counts(int clicks) => Assert.Equal(clicks, await fixture.Gateway.Feature(_user, "click.count.30d"));
}
