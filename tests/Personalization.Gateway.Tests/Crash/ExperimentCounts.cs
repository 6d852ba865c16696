using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Personalization.Gateway.Tests.Crash;

/// <summary>Compares what the engine counted with what clients know: at least what must count, at most what may.</summary>
internal sealed class ExperimentCounts(ExperimentLedger ledger, HttpClient http)
{
    /// <summary>Checks each person's features: what was acknowledged, once. All that was sent is acknowledged by now.</summary>
    public async Task CheckPeople()
    {
        foreach (var person in ledger.People)
        {
            var features = (await Get(
                $"/api/v1/users/{person.Id}/features?names=outcome.count.30d,outcome.sum.30d,purchase.count.30d,purchase.sum.30d"))
                .GetProperty("features");
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
            await Eventually.True(
                async () => Covers(sums = Sums(await Get("/api/v1/experiments/" + id), place), lower),
                $"variant {key} counts all that was acknowledged");
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
            var items = placement.Select(static c => c.Item).Distinct().ToArray();
            Dictionary<string, double[]> sums = [];
            await Eventually.True(async () =>
            {
                // Later choices let those before come to their end, each in its part of the log.
                await ExperimentLedger.Post(http, "/api/v1/personalize", """{"placement":"other","available_items":["one"]}""");
                sums = await Sums(placement.Key);
                return items.All(item => Covers(sums.GetValueOrDefault(item, [0, 0]), Least(placement, item)));
            }, $"what is certain of the choices at {placement.Key} has come to its end");

            // A choice that was never answered may be any item.
            Assert.InRange(sums.Values.Sum(static sum => sum[0]), 0, placement.Count() + ledger.LostAt(placement.Key));
            foreach (var item in items)
            {
                Assert.InRange(sums[item][0], 0, placement.Count(c => c.Item == item) + ledger.LostAt(placement.Key));
                Assert.InRange(sums[item][1], 0, Outcomes(placement, item).Sum(static r => r.Value));
            }
        }
    }

    private double[] Least(IEnumerable<ExperimentChoice> choices, string item) =>
    [
        choices.Count(c => c.Item == item && ledger.IsCertain(c)),

        // An outcome that came after its choice's window, because a process had to start in between, may count or not.
        Outcomes(choices, item)
            .Where(r => ledger.IsCertain(r.Choice!) && r.AcknowledgedAt <= r.Choice!.AskedAt + ExperimentLedger.Window)
            .Sum(static r => r.Value),
    ];

    private IEnumerable<ExperimentReport> Outcomes(IEnumerable<ExperimentChoice> choices, string item)
    {
        var chosen = choices.Where(c => c.Item == item).ToHashSet();
        return ledger.Reports.Where(r => r.Choice is not null && chosen.Contains(r.Choice));
    }

    private async Task<Dictionary<string, double[]>> Sums(string placement)
    {
        using var response = await http.GetAsync("/api/v1/bandits/" + placement);
        return response.StatusCode == HttpStatusCode.OK
            ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().ToDictionary(
                static i => i.GetProperty("item_id").GetString()!,
                static i =>
                    new[]
                    {
                        i.GetProperty("choices").GetDouble(),
                        Math.Round(i.GetProperty("choices").GetDouble() * i.GetProperty("mean_reward").GetDouble(), 2)
                    })
            : [];
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

    private IEnumerable<ExperimentReport> Outcomes(ExposedPerson person) =>
        ledger.Reports.Where(r => r.Person == person.Id && r.Choice is not null);

    private IEnumerable<ExperimentReport> Purchases(ExposedPerson person) =>
        ledger.Reports.Where(r => r.Person == person.Id && r.Choice is null);

    private async Task<JsonElement> Get(string path) => JsonDocument.Parse(await http.GetStringAsync(path)).RootElement;
}
