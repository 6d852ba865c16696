using System.Net.Http.Json;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Crash;

/// <summary>The real program, killed while it works.</summary>
public sealed class KillTests
{
    private const int Rounds = 6;
    private const int Clients = 8;
    private const int Users = 30;

    // Kills hit the moments too when states are written, and persons leave memory.
    private static readonly Dictionary<string, string> s_settings = new(TestEngine.Restless) { ["LOGGING__LOGLEVEL__DEFAULT"] = "Error" };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Kills_at_any_moment_lead_to_every_acknowledged_event_applied_once(int seed)
    {
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("personalization-kill-");
        var (ledger, items) = (new Ledger(), new HashSet<string>());
        for (var round = 0; round < Rounds; round++)
        {
            using var gateway = await GatewayProcess.Serve(folder.FullName, s_settings);
            using var http = new HttpClient { BaseAddress = gateway.Url };
            await CheckAll(http, ledger, items, random);
            await Load(gateway, http, ledger, items, random.Next());
            await gateway.AssertKilled();
        }
        using (var gateway = await GatewayProcess.Serve(folder.FullName, s_settings))
        {
            using var http = new HttpClient { BaseAddress = gateway.Url };
            await CheckAll(http, ledger, items, random);
            Assert.True(ledger.Lost > 0, "No kill came between a request and its answer.");
            gateway.Kill();
            await gateway.AssertKilled();
        }
        await EngineDigest.AssertIntact(folder.FullName, s_settings);
        folder.Delete(recursive: true);
    }

    /// <summary>Eight clients send until the process is killed, after a number of answers that the seed tells.</summary>
    private static async Task Load(GatewayProcess gateway, HttpClient http, Ledger ledger, HashSet<string> items, int round)
    {
        var killAt = ledger.Requests + new Random(round).Next(5, 600);
        var clients = Enumerable.Range(0, Clients).Select(c => Task.Run(async () =>
        {
            var random = new Random(round ^ c);
            for (var n = 0; ; n++)
            {
                var shipment = Shipment.Random($"r{round}c{c}n{n}", Users, random);
                if (!await ledger.Send(http, shipment))
                {
                    return;
                }
                if (random.Next(5) == 0)
                {
                    await Ledger.Repeat(http, shipment);
                }
                if (ledger.Requests >= killAt)
                {
                    gateway.Kill();
                }
            }
        }));
        await Task.WhenAll([.. clients, PutItems(http, items, round)]);
    }

    private static async Task PutItems(HttpClient http, HashSet<string> items, int round)
    {
        try
        {
            for (var n = 0; ; n++)
            {
                using var response = await http.PutAsJsonAsync($"/api/v1/items/r{round}-{n}", new { category = "c" + (n % 5), price = n });
                response.EnsureSuccessStatusCode();
                items.Add($"r{round}-{n}");
            }
        }
        catch (HttpRequestException fault) when (fault.StatusCode is null)
        {
            // Killed.
        }
    }

    private static async Task CheckAll(HttpClient http, Ledger ledger, HashSet<string> items, Random random)
    {
        await ledger.Check(http, Users);
        await ledger.Retry(http, random);
        await ledger.Check(http, Users);
        foreach (var item in items)
        {
            using var response = await http.GetAsync("/api/v1/items/" + item);
            Assert.True(response.IsSuccessStatusCode, $"The item {item} was acknowledged and is lost.");
        }
    }
}
