using System.Text.Json;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Events;

/// <summary>What becomes of an event's members.</summary>
public sealed class EventMembersTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Unknown_members_lead_to_properties_and_those_named_so_win()
    {
        var e = await Stored(
            """{"event_type":"click","user_id":"m1","price":12.5,"tags":["a",{"b":null}],"properties":{ "query":"shoes", "price":1 }}""");
        using var properties = JsonDocument.Parse(e.Properties.Utf8);
        Assert.Equal(JsonValueKind.Array, properties.RootElement.GetProperty("tags").ValueKind);
        Assert.Equal("shoes", properties.RootElement.GetProperty("query").GetString());
        Assert.Equal(1, properties.RootElement.GetProperty("price").GetDouble());
    }

    [Fact]
    public async Task Names_of_shops_lead_to_user_and_item()
    {
        var e = await Stored(
            """{"event_type":"purchase","customer_id":"m2","product_id":"p","value":3,"quantity":2,"channel":"kiosk","session_id":"s"}""");
        Assert.Equal(("m2", "p", 3.0, 2.0, "kiosk", "s"), (e.UserId, e.ItemId, e.Value, e.Quantity, e.Channel, e.SessionId));
        Assert.True(e.Properties.IsEmpty);
    }

    [Fact]
    public async Task Repeated_member_leads_to_the_last_value()
    {
        var e = await Stored("""{"event_type":"click","event_type":"page_view","user_id":"m3a","user_id":"m3","value":1,"value":2}""");
        Assert.Equal(("page_view", "m3", 2.0), (e.EventType, e.UserId, e.Value));
    }

    [Fact]
    public async Task Numbers_as_ids_lead_to_their_text()
    {
        var e = await Stored("""{"event_type":"click","user_id":1234567890123456789,"item_id":42}""");
        Assert.Equal(("1234567890123456789", "42"), (e.UserId, e.ItemId));
    }

    [Fact]
    public async Task Absent_id_and_time_lead_to_those_of_the_arrival()
    {
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-1);
        var e = await Stored("""{"event_type":"click","session_id":"m5"}""");
        Assert.StartsWith("evt_", e.EventId, StringComparison.Ordinal);
        Assert.InRange(e.Timestamp!.Value, before, DateTimeOffset.UtcNow);
        Assert.Null(e.UserId);
    }

    [Theory]
    [InlineData("\"2020-05-06T07:08:09.123Z\"", "2020-05-06T07:08:09.1230000+00:00")]
    [InlineData("\"2020-05-06T07:08:09+02:00\"", "2020-05-06T05:08:09.0000000+00:00")]
    [InlineData("\"2020-05-06T07:08:09\"", "2020-05-06T07:08:09.0000000+00:00")]
    [InlineData("\"2020-05-06 07:08:09\"", "2020-05-06T07:08:09.0000000+00:00")]
    [InlineData("\"2020-05-06\"", "2020-05-06T00:00:00.0000000+00:00")]
    [InlineData("1588748889", "2020-05-06T07:08:09.0000000+00:00")]
    [InlineData("1588748889.5", "2020-05-06T07:08:09.5000000+00:00")]
    [InlineData("1588748889123", "2020-05-06T07:08:09.1230000+00:00")]
    [InlineData("\"1970-01-01T00:00:00Z\"", "1970-01-01T00:00:00.0000000+00:00")]
    public async Task Any_form_of_time_leads_to_the_same_instant(string sent, string stored)
    {
        var e = await Stored($$"""{"event_type":"click","user_id":"m6","timestamp":{{sent}}}""");
        Assert.Equal(stored, e.Timestamp!.Value.ToString("O"));
    }

    private async Task<Contracts.Events.Event> Stored(string body)
    {
        var known = (await fixture.Gateway.Stored()).Select(e => e.EventId).ToHashSet();
        (await fixture.Gateway.PostEvents(body)).AssertCounts(1, 0, 0);
        return Assert.Single(await fixture.Gateway.Stored(), e => !known.Contains(e.EventId));
    }
}
