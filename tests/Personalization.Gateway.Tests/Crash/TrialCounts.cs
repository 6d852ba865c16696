using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Crash;

/// <summary>Compares what the engine counted with what clients know: at least what must count, at most what may.</summary>
internal sealed class TrialCounts(TrialLedger ledger, HttpClient http)
{
    /// <summary>Checks each person's features: what was acknowledged, once. All that was sent is acknowledged by now.</summary>
    public async Task CheckPeople()
    {
        foreach (var person in ledger.People)
        {
            var features = (await Get($"/api/v1/users/{person.Id}/features?names=outcome.count.30d,outcome.sum.30d,purchase.count.30d,purchase.sum.30d")).GetProperty("features");
            foreach (var (name, reports) in new[] { ("outcome", Outcomes(person)), ("purchase", Purchases(person)) })
            {
                Assert.Equal(reports.Count(), features.GetProperty(name + ".count.30d").GetDouble());
                Assert.Equal(reports.Sum(static r => r.Value), features.GetProperty(name + ".sum.30d").GetDouble());
            }
        }
    }

    /// <summary>Checks each variant's people, buyers and revenue.</summary>
    public async Task CheckExperiment(string id)
    {
        foreach (var (place, key) in new[] { "a", "b" }.Index())
        {
            // Whoever got no answer may be in any variant.
            var most = ledger.People.Where(p => p.Variant is null || p.Variant == $"{id}:{key}").ToArray();
            var least = most.Where(p => p.Variant is not null && ledger.IsExposed(p.Id)).ToArray();
            var lower = Sums(least);
            double[] sums = [];
            await Eventually.True(async () => Covers(sums = Sums(await Get("/api/v1/experiments/" + id), place), lower), $"variant {key} counts all that was acknowledged");
            var upper = Sums(most);
            for (var i = 0; i < sums.Length; i++)
            {
                Assert.InRange(sums[i], lower[i], upper[i]);
            }
        }
    }

    /// <summary>Waits until all choices have come to their end, and checks each item's choices and rewards at each placement.</summary>
    public async Task CheckBandits()
    {
        foreach (var placement in ledger.Choices.GroupBy(static c => c.Placement))
        {
            var least = placement.Count(ledger.IsCertain);
            JsonElement bandit = default;
            await Eventually.True(async () =>
            {
                // Later choices let those before come to their end, each in its part of the log.
                await TrialLedger.Post(http, "/api/v1/personalize", """{"placement":"other","available_items":["one"]}""");
                using var response = await http.GetAsync("/api/v1/bandits/" + placement.Key);
                bandit = response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadFromJsonAsync<JsonElement>() : default;
                return bandit.ValueKind == JsonValueKind.Object && bandit.GetProperty("choices").GetInt32() >= least;
            }, $"{least} choices at {placement.Key} have come to their end", seconds: 60);
            Assert.InRange(bandit.GetProperty("choices").GetInt32(), least, placement.Count() + ledger.LostAt(placement.Key));
            foreach (var item in bandit.GetProperty("items").EnumerateArray())
            {
                CheckItem(item, [.. placement.Where(c => c.Item == item.GetProperty("item_id").GetString())], ledger.LostAt(placement.Key));
            }
        }
    }

    private void CheckItem(JsonElement item, TrialChoice[] choices, int lost)
    {
        var count = item.GetProperty("choices").GetInt32();
        Assert.InRange(count, choices.Count(ledger.IsCertain), choices.Length + lost);
        var outcomes = ledger.Reports.Where(r => r.Choice is not null && choices.Contains(r.Choice)).ToArray();

        // An outcome that came after its choice's window, because a process had to start in between, may count or not.
        var least = outcomes.Where(r => ledger.IsCertain(r.Choice!) && r.AcknowledgedAt <= r.Choice!.AskedAt + TrialLedger.Window).Sum(static r => r.Value);
        Assert.InRange(Math.Round(count * item.GetProperty("mean_reward").GetDouble(), 2), least, outcomes.Sum(static r => r.Value));
    }

    private double[] Sums(ExposedPerson[] people) =>
        [people.Length, people.Count(p => Purchases(p).Any()), people.Sum(p => Purchases(p).Sum(static r => r.Value))];

    private static double[] Sums(JsonElement experiment, int variant)
    {
        var people = experiment.GetProperty("variants")[variant].GetProperty("people").GetInt32();
        return [people, .. new[] { experiment.GetProperty("primary"), experiment.GetProperty("secondary")[0] }.Select(metric =>
            people == 0 ? 0 : Math.Round(people * metric.GetProperty("estimates")[variant].GetProperty("mean").GetDouble(), 6))];
    }

    private static bool Covers(double[] sums, double[] lower)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            if (sums[i] < lower[i])
            {
                return false;
            }
        }
        return true;
    }

    private IEnumerable<TrialReport> Outcomes(ExposedPerson person) => ledger.Reports.Where(r => r.Person == person.Id && r.Choice is not null);

    private IEnumerable<TrialReport> Purchases(ExposedPerson person) => ledger.Reports.Where(r => r.Person == person.Id && r.Choice is null);

    private async Task<JsonElement> Get(string path) => JsonDocument.Parse(await http.GetStringAsync(path)).RootElement;
}
