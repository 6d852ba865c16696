using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Crash;

/// <summary>The real program with a running experiment and bandits, killed while people choose, click and buy.</summary>
public sealed class ExperimentKillTests
{
    private const int Rounds = 5;
    private const int Clients = 8;
    private const int PeopleOfClient = 8;
    private const int DefinitionsOfRound = 5;
    private const string Items = """["one","two","three"]""";

    // The experiment's two policies make the bandits choose; nobody is late enough for the answer to be another one than the person's own.
    private const string Definition = """
        {"experiment_id":"policies","variants":[{"key":"a","parameters":{"policy":"adaptive"}},{"key":"b","parameters":{"policy":"ranking"}}],
        "primary_metric":{"metric_id":"buyers","kind":"conversion","event_type":"purchase"},
        "secondary_metrics":[{"metric_id":"revenue","kind":"revenue","event_type":"purchase"}]}
        """;

    private static readonly Dictionary<string, string> s_settings = new(TestEngine.Restless)
    {
        ["LOGGING__LOGLEVEL__DEFAULT"] = "Error",
        ["GATEWAY__DECISIONDEADLINE"] = "00:00:20",
        ["NODE__BANDITS__REWARDWINDOW"] = ExperimentLedger.Window.ToString(),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Kills_at_any_moment_lead_to_every_acknowledged_outcome_and_purchase_counted_once(int seed)
    {
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("personalization-trial-kill-");
        var (ledger, definitions) = (new ExperimentLedger(), new DefinitionLedger());
        for (var round = 0; round <= Rounds; round++)
        {
            using var gateway = await GatewayProcess.Serve(folder.FullName, s_settings);
            using var http = new HttpClient { BaseAddress = gateway.Url };
            ledger.Begin();
            if (round == 0)
            {
                Assert.Equal("draft", await DefinitionLedger.Put(http, "policies", Definition));
                Assert.Equal("running", await DefinitionLedger.Move(http, "policies", "start"));
            }
            await ledger.Retry(http, random);
            var counts = new ExperimentCounts(ledger, http);
            await counts.CheckPeople();
            await counts.CheckExperiment("policies");
            await definitions.Check(http);
            if (round < Rounds)
            {
                await Load(gateway, http, ledger, definitions, round, random.Next());
                await gateway.AssertKilled();
                continue;
            }
            await counts.CheckBandits();
            Assert.True(ledger.Unanswered > 0, "No kill came between a request and its answer.");
            Assert.True(
                ledger.Choices.Count(ledger.IsCertain) > 0.9 * ledger.Choices.Count,
                "Too much is uncertain for the counts to say something.");
            gateway.Kill();
            await gateway.AssertKilled();
        }
        await EngineDigest.AssertIntact(folder.FullName, s_settings);
        folder.Delete(recursive: true);
    }

    /// <summary>
    /// Clients choose, click and buy, and one defines experiments, until the process is killed after a number of acknowledgements that the
    /// seed tells.
    /// </summary>
    private static async Task Load(
        GatewayProcess gateway, HttpClient http, ExperimentLedger ledger, DefinitionLedger definitions, int round, int seed)
    {
        var killAt = ledger.Acknowledged + new Random(seed).Next(50, 500);
        var clients = Enumerable.Range(0, Clients).Select(c => Task.Run(async () =>
        {
            var random = new Random(seed ^ c);
            for (var n = 0; await Visit(http, ledger, $"c{c}", $"r{round}c{c}n{n}", random); n++)
            {
                if (ledger.Acknowledged >= killAt)
                {
                    gateway.Kill();
                }
            }
        }));
        await Task.WhenAll([.. clients, definitions.Change(http, $"r{round}", DefinitionsOfRound, new Random(seed))]);
    }

    /// <summary>A choice for somebody, with what comes of it.</summary>
    /// <returns>Whether all was answered.</returns>
    private static async Task<bool> Visit(HttpClient http, ExperimentLedger ledger, string client, string name, Random random)
    {
        var person = $"{client}-{random.Next(PeopleOfClient)}";
        if (await ledger.Choose(http, person, "at-" + client, Items) is not { } choice)
        {
            return false;
        }
        var isClicked = random.Next(10) < 6;
        if (isClicked && !await ledger.Outcome(http, choice, "click", random.Next(1, 6)))
        {
            return false;
        }
        if (isClicked && random.Next(3) == 0 && !await ledger.Outcome(http, choice, "order", random.Next(1, 6)))
        {
            return false;
        }
        if (random.Next(4) == 0 && ledger.IsExposed(person) && !await ledger.Purchase(http, person, name, random.Next(1, 50)))
        {
            return false;
        }
        return random.Next(5) != 0 || await ledger.RepeatOne(http, random);
    }
}
