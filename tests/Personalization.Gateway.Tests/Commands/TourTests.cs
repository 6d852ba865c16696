using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Personalization.Gateway.Tests.Crash;

namespace Personalization.Gateway.Tests.Commands;

/// <summary>
/// The README's tour on the real program: the demo shop, a newcomer, a kill, and the verbs on the folder that the engine wrote.
/// </summary>
public sealed class TourTests
{
    [Fact]
    public async Task Tour_of_the_readme_leads_to_what_it_says()
    {
        var folder = Directory.CreateTempSubdirectory("personalization-tour-");
        var data = Path.Combine(folder.FullName, "demo");
        using (var gateway = await Demo(data))
        {
            using var http = new HttpClient { BaseAddress = gateway.Url };
            Assert.All(await Reasons(http, "ada"), code => Assert.Equal("popular", code));
            Assert.Equal(1, await Accepted(http, """{"event_type":"page_view","user_id":"ada","item_id":"prod_00017"}"""));
            Assert.Contains(await Reasons(http, "ada"), static code => code.EndsWith("_viewed", StringComparison.Ordinal));
            var features = await http.GetFromJsonAsync<JsonElement>(
                "/api/v1/users/ada/features?names=page_view.count.1h,affinity.category.electronics", TestContext.Current.CancellationToken);
            Assert.Equal("""{"page_view.count.1h":1,"affinity.category.electronics":1}""", features.GetProperty("features").GetRawText());
            var choice = await Post(
                http, "/api/v1/personalize",
                """{"customer_id":"ada","available_items":["prod_00017","prod_02000","prod_04000"],"context":{"device":"mobile"}}""");
            Assert.InRange(choice.GetProperty("propensity").GetDouble(), 0.001, 1);
            var outcome = await Post(
                http, "/api/v1/outcomes",
                $$"""{"decision_id":"{{choice.GetProperty("decision_id").GetString()}}","name":"click","conversion":true,"customer_id":"ada"}""");
            Assert.Equal(1, outcome.GetProperty("accepted").GetInt32());
            await Eventually.True(
                async () => (await http.GetAsync("/api/v1/bandits/home-hero")).IsSuccessStatusCode,
                "a placement of the demo has learnt");
            gateway.Kill();
            await gateway.AssertKilled();
        }
        using (var gateway = await Demo(data))
        {
            using var http = new HttpClient { BaseAddress = gateway.Url };
            Assert.Contains(await Reasons(http, "ada"), static code => code.EndsWith("_viewed", StringComparison.Ordinal));
            var (status, busy) = await GatewayProcess.Run(data, "replay");
            Assert.Equal(1, status);
            Assert.Contains("in use by process", busy, StringComparison.Ordinal);
            Assert.Equal(0, await gateway.Stop());
            AssertQuiet(gateway.Output);
        }
        var (exitCode, output) = await GatewayProcess.Run(data, "replay");
        Assert.Contains("identical", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        await AssertVerbs(data, folder.FullName);
        folder.Delete(recursive: true);
    }

    private static async Task AssertVerbs(string data, string folder)
    {
        var lines = Path.Combine(folder, "lines");
        var (exitCode, output) = await GatewayProcess.Run(data, "export", lines);
        Assert.True(exitCode == 0, output);
        Assert.Contains("6000 items", output, StringComparison.Ordinal);
        Assert.Contains(
            File.ReadLines(Path.Combine(lines, "events.ndjson")), static line => line.Contains("\"ada\"", StringComparison.Ordinal));
        (exitCode, output) = await GatewayProcess.Run(data, "evaluate", "data");
        Assert.True(exitCode == 0, output);
        Assert.Contains("decision path", output, StringComparison.Ordinal);

        // Into the very engine that the demo filled: nothing is hidden, nothing counts twice.
        (exitCode, output) = await GatewayProcess.Run(data, "import", "jsonl", Path.Combine(lines, "events.ndjson"), "--kind", "events");
        Assert.True(exitCode == 0, output);
        (exitCode, output) = await GatewayProcess.Run(data, "replay");
        Assert.Contains("identical", output, StringComparison.Ordinal);
    }

    private static Task<GatewayProcess> Demo(string data) => GatewayProcess.Serve(data, new Dictionary<string, string>(), demo: "on");

    // An ordinary start and stop says what it does in a few lines, and nothing that looks like trouble.
    private static void AssertQuiet(string output)
    {
        Assert.InRange(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 1, 15);
        Assert.DoesNotContain("warn:", output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", output, StringComparison.Ordinal);
    }

    private static async Task<string[]> Reasons(HttpClient http, string user)
    {
        var list = await http.GetFromJsonAsync<JsonElement>($"/api/v1/recommendations?user={user}&count=2");
        return [.. list.GetProperty("items").EnumerateArray()
            .Select(static item => item.GetProperty("reasons")[0].GetProperty("code").GetString()!)];
    }

    private static async Task<int> Accepted(HttpClient http, string e) =>
        (await Post(http, "/api/v1/events", e)).GetProperty("accepted").GetInt32();

    private static async Task<JsonElement> Post(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(path, content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
