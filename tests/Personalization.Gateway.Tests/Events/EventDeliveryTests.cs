using System.IO.Compression;
using System.Net;
using System.Text;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Events;

/// <summary>Events that are accepted: the same state however they came, once each, and seen by the next request.</summary>
public sealed class EventDeliveryTests
{
    [Fact]
    public async Task Any_way_of_sending_leads_to_the_same_state()
    {
        var events = Shopping(600, seed: 7);
        var digests = new List<string>();
        // The key of the hash of event ids is part of the state: all begin with the same one.
        var origin = Directory.CreateTempSubdirectory("personalization-origin-");
        await (await RunningGateway.Start(("Cluster:Storage:Folder", origin.FullName))).DisposeAsync();
        foreach (var send in new Func<RunningGateway, Task>[] { OneByOne, InArrays, InLines, InPackedLines })
        {
            var folder = Directory.CreateTempSubdirectory("personalization-copy-");
            await TestEngine.Copy(origin, folder.FullName);
            await using (var gateway = await RunningGateway.Start(("Cluster:Storage:Folder", folder.FullName)))
            {
                await send(gateway);
            }
            digests.Add((await EngineDigest.Of(folder.FullName)).Digest);
            folder.Delete(recursive: true);
        }
        origin.Delete(recursive: true);
        Assert.Single(digests.Distinct());

        async Task OneByOne(RunningGateway gateway)
        {
            foreach (var e in events)
            {
                (await gateway.PostEvents(e)).AssertCounts(1, 0, 0);
            }
        }

        async Task InArrays(RunningGateway gateway)
        {
            foreach (var part in events.Chunk(97))
            {
                (await gateway.PostEvents("[" + string.Join(",\n", part) + "]")).AssertCounts(part.Length, 0, 0);
            }
        }

        async Task InLines(RunningGateway gateway) =>
            (await gateway.PostLines(string.Join('\n', events))).AssertCounts(events.Length, 0, 0);

        async Task InPackedLines(RunningGateway gateway) =>
            (await gateway.Post("/api/v1/events", Pack(string.Join("\r\n", events)), "application/x-ndjson", "gzip"))
                .AssertCounts(events.Length, 0, 0);
    }

    [Fact]
    public async Task Repeated_event_leads_to_one_count_within_a_body_between_bodies_and_across_a_restart()
    {
        await using var gateway = await RunningGateway.Start();
        var e = """{"event_id":"e1","event_type":"purchase","user_id":"u","item_id":"i","value":10}""";
        (await gateway.PostEvents($"[{e},{e}]")).AssertCounts(1, 1, 0);
        (await gateway.PostEvents(e)).AssertCounts(0, 1, 0);
        (await gateway.PostLines($"{e}\n{e}\n")).AssertCounts(0, 2, 0);
        await gateway.Restart();
        (await gateway.PostEvents(e)).AssertCounts(0, 1, 0);
        Assert.Equal(1, await gateway.Feature("u", "purchase.count.30d"));
        Assert.Equal(10, await gateway.Feature("u", "spent"));
    }

    [Fact]
    public async Task Answered_post_leads_to_its_event_in_the_next_request()
    {
        await using var gateway = await RunningGateway.Start();
        var random = new Random(5);
        foreach (var user in Enumerable.Range(0, 200).Select(_ => $"user-{random.Next(150)}"))
        {
            var known = await gateway.Feature(user, "page_view.count.30d");
            await gateway.PostEvents($$"""{"event_type":"page_view","user_id":"{{user}}","item_id":"item-{{random.Next(40)}}"}""");
            Assert.Equal(known + 1, await gateway.Feature(user, "page_view.count.30d"));
            var profile = (await gateway.Get("/api/v1/users/" + user)).Json;
            Assert.Equal(known + 1, profile.GetProperty("event_count").GetInt64());
        }
    }

    [Fact]
    public async Task Writers_at_once_with_the_same_events_lead_to_one_count_each()
    {
        await using var gateway = await RunningGateway.Start();
        var events = Shopping(800, seed: 11);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(w => Task.Run(async () =>
        {
            var (accepted, duplicates) = (0, 0);
            // Each writer sends three eighths of all, in its own order and its own portions.
            var mine = events.Where((_, i) => (i + w) % 8 < 3).ToArray();
            new Random(w).Shuffle(mine);
            foreach (var part in mine.Chunk(w + 1))
            {
                var reply = w % 2 == 0
                    ? await gateway.PostLines(string.Join('\n', part))
                    : await gateway.PostEvents("[" + string.Join(',', part) + "]");
                Assert.Equal((HttpStatusCode.OK, part.Length), (reply.Status, reply.Number("accepted") + reply.Number("duplicates")));
                accepted += reply.Number("accepted");
                duplicates += reply.Number("duplicates");
            }
            return (accepted, duplicates);
        })));
        Assert.Equal((800, 16 * 300 - 800), (answers.Sum(a => a.accepted), answers.Sum(a => a.duplicates)));
        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(u => gateway.Feature($"shopper-{u}", "any.count.30d")));
        Assert.Equal(800, counts.Sum());
        Assert.Equal(800, await gateway.Position());
    }

    private static string[] Shopping(int count, int seed)
    {
        var random = new Random(seed);
        var start = new DateTimeOffset(DateTimeOffset.UtcNow.Date.AddDays(-2), TimeSpan.Zero);
        string[] types = ["page_view", "page_view", "add_to_cart", "purchase", "rating", "wishlist"];
        return [.. Enumerable.Range(0, count).Select(i =>
            $$"""{"event_id":"{{seed}}-{{i}}","event_type":"{{types[random.Next(types.Length)]}}","user_id":"shopper-{{random.Next(20)}}","session_id":"visit-{{random.Next(40)}}","item_id":"item-{{random.Next(60)}}","value":{{random.Next(1, 6)}},"timestamp":"{{start.AddSeconds(60 * i):O}}"}""")];
    }

    private static byte[] Pack(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return packed.ToArray();
    }
}
