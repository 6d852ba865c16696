using System.IO.Compression;
using System.Net;
using System.Text;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Events;

/// <summary>Bodies that are too large, told by their length, or found out while reading or unpacking.</summary>
public sealed class BodySizeTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly string s_huge = $$"""{"event_type":"click","user_id":"a","note":"{{new string('x', 10_000_000)}}"}""";

    [Theory]
    [InlineData("/api/v1/events")]
    [InlineData("/api/v1/rank")]
    [InlineData("/api/v1/personalize")]
    public async Task Ten_megabytes_lead_to_413_with_the_limit(string path) =>
        await Refuses(() => fixture.Gateway.Post(path, s_huge), "8388608 bytes");

    [Fact]
    public async Task Ten_megabytes_in_a_line_lead_to_413_with_the_limit() =>
        await Refuses(() => fixture.Gateway.PostLines(s_huge), "Line 1 ", "1048576 bytes");

    [Fact]
    public async Task Ten_megabytes_in_pieces_lead_to_413_with_the_limit() =>
        await Refuses(
            () => fixture.Gateway.Send(
                HttpMethod.Post, "/api/v1/events", new PiecesContent(Encoding.UTF8.GetBytes(s_huge), [65_536], "application/json")),
            "8388608 bytes");

    [Theory]
    [InlineData("application/json", "8388608 bytes")]
    [InlineData("application/x-ndjson", "1048576 bytes")]
    public async Task Half_a_gigabyte_packed_into_half_a_megabyte_leads_to_413_without_the_memory_for_it(string type, string limit)
    {
        var bomb = Bomb(512 << 20);
        var before = GC.GetTotalAllocatedBytes();
        await Refuses(() => fixture.Gateway.Post("/api/v1/events", bomb, type, "gzip"), limit);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 150 << 20);
    }

    [Fact]
    public async Task String_within_the_body_limit_leads_to_a_refusal_by_the_limit_of_its_object()
    {
        await using var gateway = await RunningGateway.Start(("Gateway:MaxJsonBytes", "16777216"));
        (await gateway.PostEvents(s_huge)).AssertFaulty("properties", "10000011 bytes", "65536");
        (await gateway.PostEvents(s_huge.Replace("note", "user_id", StringComparison.Ordinal)))
            .AssertFaulty("user_id", "10000000 characters", "128");
        (await gateway.PostEvents(s_huge.Replace("note", "event_type", StringComparison.Ordinal))).AssertFaulty("event_type", "1 to 64");
        (await gateway.PostEvents(s_huge.Replace("note", "timestamp", StringComparison.Ordinal))).AssertFaulty("timestamp", "xxx");
        (await gateway.PostEvents(s_huge.Replace("note", "value", StringComparison.Ordinal)))
            .AssertFaulty("value", "string", "number");
        (await gateway.Put("/api/v1/items/i", s_huge.Replace("note", "item_id", StringComparison.Ordinal)))
            .AssertFaulty("item_id", "10000000 characters", "128");
        await gateway.AssertServes();
    }

    [Fact]
    public async Task Value_of_ten_million_digits_leads_to_a_refusal()
    {
        var body = $$"""{"event_type":"click","user_id":"a","value":{{new string('9', 5_000_000)}}}""";
        (await fixture.Gateway.PostEvents(body)).AssertFaulty("value", "too large");
        body = $$"""{"event_type":"click","user_id":{{new string('9', 5_000_000)}}}""";
        (await fixture.Gateway.PostEvents(body)).AssertFaulty("user_id", "5000000 characters", "128");
    }

    private static byte[] Bomb(int bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write("{\"event_type\":\"click\",\"user_id\":\"a\",\"note\":\""u8);
            var block = Encoding.UTF8.GetBytes(new string('x', 1 << 20));
            for (var written = 0; written < bytes; written += block.Length)
            {
                gzip.Write(block);
            }
        }
        return packed.ToArray();
    }

    private async Task Refuses(Func<Task<Reply>> send, params string[] fragments)
    {
        var position = await fixture.Gateway.Position();
        (await send()).AssertProblem(HttpStatusCode.RequestEntityTooLarge, fragments);
        Assert.Equal(position, await fixture.Gateway.Position());
        await fixture.Gateway.AssertServes();
    }
}
