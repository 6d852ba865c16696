using System.Net;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Events;

/// <summary>Single events with a fault: refused with the field, the fault and what is allowed.</summary>
public sealed class FaultyEventTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("""{"user_id":"a"}""", "event_type", "missing")]
    [InlineData("""{"event_type":null,"user_id":"a"}""", "event_type", "missing")]
    [InlineData("""{"event_type":"","user_id":"a"}""", "event_type", "1 to 64 characters")]
    [InlineData("""{"event_type":"page view","user_id":"a"}""", "event_type", "'page view'", "1 to 64 characters")]
    [InlineData("""{"event_type":7,"user_id":"a"}""", "event_type", "number", "string is expected")]
    [InlineData("""{"event_type":"click"}""", "user_id", "missing", "session_id")]
    [InlineData("""{"event_type":"click","user_id":null,"session_id":null}""", "user_id", "missing", "session_id")]
    [InlineData("""{"event_type":"click","user_id":""}""", "user_id", "empty", "1 to 128")]
    [InlineData("""{"event_type":"click","user_id":["a"]}""", "user_id", "array", "string is expected")]
    [InlineData("""{"event_type":"click","user_id":true}""", "user_id", "boolean", "string is expected")]
    [InlineData("""{"event_type":"click","user_id":"a\u0007b"}""", "user_id", "U+0007", "index 1")]
    [InlineData("""{"event_type":"click","user_id":"a\u0000"}""", "user_id", "U+0000")]
    [InlineData("""{"event_type":"click","user_id":"a","item_id":"x\ny"}""", "item_id", "U+000A")]
    [InlineData("""{"event_type":"click","user_id":"a","session_id":"\u007f"}""", "session_id", "U+007F")]
    [InlineData("""{"event_type":"click","user_id":"a","event_id":"\u0085"}""", "event_id", "U+0085")]
    [InlineData("""{"event_type":"click","user_id":"\ud83d"}""", "user_id", "Unicode")]
    [InlineData("""{"event_type":"click","user_id":"a","channel":"two words"}""", "channel", "1 to 32 characters")]
    [InlineData("""{"event_type":"click","user_id":"a","channel":"\ud83d"}""", "channel", "Unicode")]
    [InlineData("""{"event_type":"click","user_id":"a","value":"12"}""", "value", "string", "number is expected")]
    [InlineData("""{"event_type":"purchase","user_id":"a","value":-0.01}""", "value", "-0.01", "0 or more")]
    [InlineData("""{"event_type":"rating","user_id":"a","value":5.5}""", "value", "5.5", "0 to 5")]
    [InlineData("""{"event_type":"purchase","user_id":"a","value":1e400}""", "value", "too large")]
    [InlineData("""{"event_type":"purchase","user_id":"a","value":1e13}""", "value", "10000000000000", "1e+12")]
    [InlineData("""{"event_type":"purchase","user_id":"a","quantity":-1}""", "quantity", "-1", "from 0")]
    [InlineData("""{"event_type":"click","user_id":"a","context":"web"}""", "context", "string", "object is expected")]
    [InlineData("""{"event_type":"click","user_id":"a","properties":[]}""", "properties", "array", "object is expected")]
    [InlineData("""{"event_type":"click","user_id":"a","properties":{"p":"\ud800"}}""", "properties", "Unicode")]
    [InlineData("""{"event_type":"click","user_id":"a","note":"\ud800"}""", "properties", "Unicode")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":"yesterday"}""", "timestamp", "'yesterday'", "2026-11-20T14:30:00Z")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":"2026-02-30T00:00:00Z"}""", "timestamp", "2026-02-30")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":"\ud800"}""", "timestamp", "Unicode")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":{}}""", "timestamp", "object", "time is expected")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":1e300}""", "timestamp", "since 1970")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":-1e14}""", "timestamp", "1970")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":2.54e14}""", "timestamp", "1970")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":-1}""", "timestamp", "before 1970-01-01")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":"1969-12-31T23:59:59Z"}""", "timestamp", "before 1970-01-01")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":"1970-01-01T00:30:00+02:00"}""", "timestamp", "before 1970-01-01")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":"0001-01-01T00:00:00Z"}""", "timestamp", "before 1970-01-01")]
    [InlineData("""{"event_type":"click","user_id":"a","timestamp":"9999-12-31T23:59:59Z"}""", "timestamp", "ahead", "10 minutes")]
    [InlineData("\"click\"", "event", "string", "object is expected")]
    [InlineData("12", "event", "number", "object is expected")]
    public async Task Faulty_field_leads_to_its_name_fault_and_range(string body, string field, params string[] fragments)
    {
        var gateway = fixture.Gateway;
        var position = await gateway.Position();
        (await gateway.PostEvents(body)).AssertFaulty(field, fragments);
        Assert.Equal(position, await gateway.Position());
        await gateway.AssertServes();
    }

    [Fact]
    public async Task Clock_ahead_leads_to_the_distance_and_what_is_allowed()
    {
        var at = DateTimeOffset.UtcNow.AddHours(3).AddMinutes(1);
        (await fixture.Gateway.PostEvents($$"""{"event_type":"click","user_id":"a","timestamp":"{{at:O}}"}"""))
            .AssertFaulty("timestamp", "3 hours ahead", "10 minutes");
        var near = DateTimeOffset.UtcNow.AddMinutes(5);
        (await fixture.Gateway.PostEvents($$"""{"event_type":"click","user_id":"a","timestamp":"{{near:O}}"}""")).AssertCounts(1, 0, 0);
    }

    [Fact]
    public async Task Id_that_is_too_long_leads_to_its_length_and_the_limit()
    {
        (await fixture.Gateway.PostEvents($$"""{"event_type":"click","user_id":"{{new string('u', 129)}}"}"""))
            .AssertFaulty("user_id", "129", "1 to 128");
        (await fixture.Gateway.PostEvents($$"""{"event_type":"click","user_id":"{{new string('u', 128)}}"}""")).AssertCounts(1, 0, 0);
    }

    [Theory]
    [InlineData("🛒")]
    [InlineData("Zoë/Müller 100%")]
    [InlineData("日本語")]
    [InlineData("a%2Fb")]
    [InlineData("a+b&c=d?e#f;g")]
    public async Task Id_of_any_printable_text_leads_to_the_same_id_back(string user)
    {
        (await fixture.Gateway.PostEvents($$"""{"event_type":"click","user_id":"{{user}}"}""")).AssertCounts(1, 0, 0);
        var profile = await fixture.Gateway.Get("/api/v1/users/" + Uri.EscapeDataString(user));
        Assert.Equal((HttpStatusCode.OK, user), (profile.Status, profile.String("user_id")));
        Assert.Equal(1, await fixture.Gateway.Feature(user, "click.count.30d"));
    }
}
