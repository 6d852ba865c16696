using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Events;

/// <summary>Clients that stall or vanish in the middle of a body.</summary>
public sealed class TroubledClientTests
{
    private const string Click = """{"event_type":"click","user_id":"a"}""";

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    public async Task Client_that_stalls_leads_to_408_after_the_grace(string type)
    {
        await using var gateway = await RunningGateway.Start(
            ("Gateway:SlowBodyGrace", "00:00:01.1"), ("Gateway:MinBodyBytesPerSecond", "240"));
        var slowest = gateway.Service<IOptions<KestrelServerOptions>>().Value.Limits.MinRequestBodyDataRate!;
        Assert.Equal((240, TimeSpan.FromSeconds(1.1)), (slowest.BytesPerSecond, slowest.GracePeriod));
        using var connection = await RawConnection.Open(gateway.Url);
        await connection.BeginPost(1000, type);
        await connection.Write("{");

        // The connection stays open, so that nothing but the server's patience ends the wait.
        var answer = await connection.ReadToEnd();
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("too slowly", answer, StringComparison.Ordinal);
        await gateway.AssertServes();
    }

    [Fact]
    public async Task Client_that_vanishes_leads_to_nothing_of_its_body_and_no_error()
    {
        await using var gateway = await RunningGateway.Start();
        var position = await gateway.Position();
        for (var i = 0; i < 20; i++)
        {
            using var connection = await RawConnection.Open(gateway.Url);
            await connection.BeginPost(1000);
            await connection.Write("[" + Click + ",");
        }
        Assert.Equal(position, await gateway.Position());
        await gateway.AssertServes();
    }

    [Fact]
    public async Task Client_that_vanishes_within_a_stream_leads_to_the_whole_chunks_before_applied_once()
    {
        await using var gateway = await RunningGateway.Start();
        var lines = Enumerable.Range(0, 2500)
            .Select(i => $$"""{"event_type":"click","user_id":"v","event_id":"v{{i}}"}""" + "\n")
            .ToArray();
        using (var connection = await RawConnection.Open(gateway.Url))
        {
            await connection.BeginPost(10_000_000, "application/x-ndjson");
            await connection.Write(string.Concat(lines));
            await Eventually.True(() => gateway.Engine.Status.NextPosition >= 2000, "two chunks are written");
        }
        var reply = (await gateway.PostLines(string.Concat(lines))).AssertCounts(500, 2000, 0);
        Assert.Equal(2500, reply.Number("accepted") + reply.Number("duplicates"));
        Assert.Equal(2500, await gateway.Feature("v", "click.count.30d"));
        await gateway.AssertServes();
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n", "400")]
    [InlineData("GET /api/v1/trending HTTP/1.1\r\n\r\n", "400")]
    [InlineData("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", "400")]
    [InlineData(
        "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("GET /api/v1/users/%00 HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    public async Task Broken_http_leads_to_a_refusal(string sent, string status)
    {
        await using var gateway = await RunningGateway.Start();
        using var connection = await RawConnection.Open(gateway.Url);
        await connection.Write(sent);
        Assert.StartsWith("HTTP/1.1 " + status, await connection.ReadToEnd(), StringComparison.Ordinal);
        await gateway.AssertServes();
    }
}
