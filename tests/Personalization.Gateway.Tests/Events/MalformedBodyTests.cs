using System.Net;
using System.Text;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Events;

/// <summary>Bodies that are no JSON: refused whole, with the place of the fault; nothing of them is kept.</summary>
public sealed class MalformedBodyTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Good = """{"event_type":"click","user_id":"a"}""";

    [Fact]
    public async Task Malformed_json_leads_to_its_line_and_byte() =>
        await Refuses("[" + Good + ",\n  {\"event_type\" \"click\"}]", "Line 2, byte 17");

    [Fact]
    public async Task Half_an_array_leads_to_a_refusal_of_all_of_it() => await Refuses("[" + Good + ",", "Line 1, byte");

    [Fact]
    public async Task Text_behind_the_object_leads_to_a_refusal() => await Refuses(Good + " and more", "Line 1, byte 38");

    [Fact]
    public async Task Literal_that_json_does_not_have_leads_to_a_refusal() =>
        await Refuses("""{"event_type":"purchase","user_id":"a","value":NaN}""", "Line 1, byte 48");

    [Fact]
    public async Task Empty_body_leads_to_a_refusal_that_says_so()
    {
        (await fixture.Gateway.PostEvents("")).AssertProblem(HttpStatusCode.BadRequest, "empty");
        await fixture.Gateway.AssertServes();
    }

    [Fact]
    public async Task Empty_array_leads_to_nothing_accepted() => (await fixture.Gateway.PostEvents("[]")).AssertCounts(0, 0, 0);

    [Fact]
    public async Task Empty_stream_of_lines_leads_to_nothing_accepted() =>
        (await fixture.Gateway.PostLines("\n \r\n")).AssertCounts(0, 0, 0);

    [Theory]
    [InlineData("{\"event_type\":\"click\",\"user_id\":\"a\",\"properties\":{\"a\":")]
    [InlineData("")]
    public async Task Ten_thousand_levels_lead_to_a_refusal(string front) =>
        await Refuses(front + new string('[', 10_000) + new string(']', 10_000) + (front.Length > 0 ? "}}" : ""), "depth");

    [Theory]
    [InlineData("user_id", """{"event_type":"click","user_id":"§"}""")]
    [InlineData("event_type", """{"event_type":"§","user_id":"a"}""")]
    [InlineData("properties", """{"event_type":"click","user_id":"a","properties":{"p":"§"}}""")]
    [InlineData("properties", """{"event_type":"click","user_id":"a","§":1}""")]
    [InlineData("context", """{"event_type":"click","user_id":"a","context":{"§":1}}""")]
    public async Task Bytes_that_are_no_utf8_lead_to_a_refusal_with_the_field(string field, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        bytes[bytes.AsSpan().IndexOf((byte)0xC2) + 1] = (byte)'x';
        (await fixture.Gateway.Post("/api/v1/events", bytes)).AssertFaulty(field);
        await fixture.Gateway.AssertServes();
    }

    [Fact]
    public async Task Body_that_is_no_gzip_leads_to_a_refusal()
    {
        var reply = await fixture.Gateway.Post("/api/v1/events", Encoding.UTF8.GetBytes(Good), "application/json", "gzip");
        reply.AssertProblem(HttpStatusCode.BadRequest, "gzip");
        await fixture.Gateway.AssertServes();
    }

    [Fact]
    public async Task Encoding_that_is_not_known_leads_to_415()
    {
        var reply = await fixture.Gateway.Post("/api/v1/events", Encoding.UTF8.GetBytes(Good), "application/json", "lzma");
        reply.AssertProblem(HttpStatusCode.UnsupportedMediaType, "lzma", "gzip");
        await fixture.Gateway.AssertServes();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Another_content_type_leads_to_415_that_names_what_is_read(string type)
    {
        (await fixture.Gateway.PostEvents(Good, type))
            .AssertProblem(HttpStatusCode.UnsupportedMediaType, type, "application/json", "application/x-ndjson");
        await fixture.Gateway.AssertServes();
    }

    [Fact]
    public async Task No_content_type_leads_to_json()
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        (await fixture.Gateway.Send(HttpMethod.Post, "/api/v1/events", content)).AssertCounts(1, 0, 0);
    }

    [Fact]
    public async Task Xml_leads_to_a_refusal() => await Refuses("<event user_id='a'/>", "Line 1, byte 1");

    private Task Refuses(string body, params string[] fragments) => Refuses(Encoding.UTF8.GetBytes(body), fragments);

    private async Task Refuses(byte[] body, params string[] fragments)
    {
        var gateway = fixture.Gateway;
        var position = await gateway.Position();
        (await gateway.Post("/api/v1/events", body)).AssertProblem(HttpStatusCode.BadRequest, fragments);
        Assert.Equal(position, await gateway.Position());
        await gateway.AssertServes();
    }
}
