using System.Net;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Events;

/// <summary>A log that can take no more: refused with what to do, while everything that was acknowledged stays and is read.</summary>
public sealed class LogLimitTests
{
    [Fact]
    public async Task Full_disk_leads_to_507_and_nothing_acknowledged_is_lost()
    {
        await using var gateway = await RunningGateway.Start(("Cluster:Storage:MaxFileBytes", "262144"));
        var accepted = 0;
        Reply reply;
        do
        {
            reply = await gateway.PostEvents(Event($"f{accepted}", 4000));
            accepted += reply.Status == HttpStatusCode.OK ? 1 : 0;
        }
        while (reply.Status == HttpStatusCode.OK && accepted < 1000);
        reply.AssertProblem(HttpStatusCode.InsufficientStorage, "no room", "Free disk space");
        Assert.NotNull(reply.RetryAfter);
        Assert.InRange(accepted, 10, 200);
        Assert.Equal(accepted, await gateway.Feature("full", "click.count.30d"));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/v1/recommendations?user=full")).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/health/live")).Status);
        (await gateway.Put("/api/v1/items/i", $$"""{"text":"{{new string('x', 60_000)}}"}"""))
            .AssertProblem(HttpStatusCode.InsufficientStorage, "no room");
        (await gateway.PostLines(Event("g0", 60_000) + "\n")).AssertProblem(HttpStatusCode.InsufficientStorage, "no room");
        (await gateway.PostEvents(Event("f0", 4000))).AssertCounts(0, 1, 0); // A retry of what is in already needs no space.
        await gateway.Restart();
        Assert.Equal(accepted, await gateway.Feature("full", "click.count.30d"));
    }

    [Fact]
    public async Task Overload_leads_to_503_with_when_to_retry_and_a_retry_succeeds()
    {
        await using var gateway = await RunningGateway.Start(
            ("Cluster:Log:MaxWaitingBytes", "20000"), ("Cluster:Log:MaxGroupBytes", "4096"));
        var (refused, sent) = (0, 0);
        using var late = new CancellationTokenSource(Patience.Limit);
        var clients = Enumerable.Range(0, 32).Select(c => Task.Run(async () =>
        {
            // Until it was too much for this machine.
            for (var i = 0; i < 20 || (Volatile.Read(ref refused) == 0 && !late.IsCancellationRequested); i++)
            {
                Interlocked.Increment(ref sent);
                var body = Event($"o{c}-{i}", 4000);
                var reply = await gateway.PostEvents(body);
                while (reply.Status == HttpStatusCode.ServiceUnavailable)
                {
                    Interlocked.Increment(ref refused);
                    Assert.Equal(
                        TimeSpan.FromSeconds(1),
                        reply.AssertProblem(HttpStatusCode.ServiceUnavailable, "overloaded", "Try again").RetryAfter);
                    reply = await gateway.PostEvents(body);
                }
                reply.AssertCounts(1, 0, 0);
            }
        })).ToArray();
        await Task.WhenAll(clients);
        Assert.True(refused > 0, "The load was not enough to be refused.");
        Assert.Equal(sent, await gateway.Feature("full", "click.count.30d"));
        await gateway.AssertServes();
    }

    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("application/json")]
    public async Task Large_events_lead_to_chunks_that_the_log_takes(string type)
    {
        await using var gateway = await RunningGateway.Start(("Cluster:Log:MaxWaitingBytes", "16000000"));
        for (var round = 0; round < 3; round++)
        {
            (await gateway.PostEvents(string.Join('\n', Enumerable.Range(0, 130).Select(i => Event($"{round}-{i}", 60_000))), type))
                .AssertCounts(130, 0, 0);
        }
        Assert.Equal(390, await gateway.Feature("full", "click.count.30d"));
    }

    [Fact]
    public async Task Refusal_within_a_stream_leads_to_the_number_accepted_and_the_retry_counts_nothing_twice()
    {
        await using var gateway = await RunningGateway.Start(("Cluster:Storage:MaxFileBytes", "1000000"));
        var lines = string.Concat(Enumerable.Range(0, 5000).Select(i => Event($"s{i}", 200) + "\n"));
        var reply = await gateway.PostLines(lines);
        reply.AssertProblem(HttpStatusCode.InsufficientStorage, "events of this request were accepted");
        var told = int.Parse(reply.String("detail").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(told, 1000, 4000);
        Assert.Equal(told, await gateway.Feature("full", "click.count.30d"));
    }

    private static string Event(string id, int bytes) =>
        $$$"""{"event_type":"click","user_id":"full","event_id":"{{{id}}}","properties":{"note":"{{{new string('x', bytes)}}}"}}""";
}
