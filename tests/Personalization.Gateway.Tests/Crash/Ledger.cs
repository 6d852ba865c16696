using System.Text.Json;

namespace Personalization.Gateway.Tests.Crash;

/// <summary>What clients know: what was acknowledged to them, and what they never got an answer for. Thread-safe.</summary>
internal sealed class Ledger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, int Sum)> _acknowledged = [];
    private readonly List<Shipment> _unanswered = [];
    private readonly List<Shipment> _answered = [];

    public int Requests { get; private set; }

    public int Lost { get; private set; }

    /// <summary>Sends a shipment for the first time.</summary>
    /// <returns>Whether it was answered.</returns>
    public async Task<bool> Send(HttpClient http, Shipment shipment)
    {
        if (await Post(http, shipment) is not { } answer)
        {
            lock (_lock)
            {
                Lost++;
                _unanswered.Add(shipment);
            }
            return false;
        }
        Assert.Equal((shipment.Events.Count, shipment.Repeated), answer);
        Acknowledge(shipment);
        return true;
    }

    /// <summary>Sends again what was acknowledged: it must be known.</summary>
    public static async Task Repeat(HttpClient http, Shipment shipment)
    {
        if (await Post(http, shipment) is { } answer)
        {
            Assert.Equal((0, shipment.Events.Count + shipment.Repeated), answer);
        }
    }

    /// <summary>Sends everything again that had no answer, and some that had one.</summary>
    public async Task Retry(HttpClient http, Random random)
    {
        for (var i = 0; i < 20 && _answered.Count > 0; i++)
        {
            await Repeat(http, _answered[random.Next(_answered.Count)]);
        }
        foreach (var shipment in _unanswered)
        {
            var answer = await Post(http, shipment);
            Assert.NotNull(answer);
            Assert.Equal(shipment.Events.Count + shipment.Repeated, answer.Value.Accepted + answer.Value.Duplicates);
            Acknowledge(shipment);
        }
        _unanswered.Clear();
    }

    /// <summary>Checks persons' counts: all that was acknowledged is there, once, and beyond it at most what had no answer.</summary>
    public async Task Check(HttpClient http, int users)
    {
        var unanswered = _unanswered.SelectMany(s => s.Events)
            .GroupBy(e => e.User)
            .ToDictionary(g => g.Key, g => (Count: g.Count(), Sum: g.Sum(e => e.Value)));
        for (var u = 0; u < users; u++)
        {
            var user = $"u{u}";
            var text = await http.GetStringAsync($"/api/v1/users/{user}/features?names=page_view.count.30d,page_view.sum.30d");
            using var json = JsonDocument.Parse(text);
            var features = json.RootElement.GetProperty("features");
            var (known, open) = (_acknowledged.GetValueOrDefault(user), unanswered.GetValueOrDefault(user));
            Assert.InRange(features.GetProperty("page_view.count.30d").GetDouble(), known.Count, known.Count + open.Count);
            Assert.InRange(features.GetProperty("page_view.sum.30d").GetDouble(), known.Sum, known.Sum + open.Sum);
        }
    }

    private static async Task<(int Accepted, int Duplicates)?> Post(HttpClient http, Shipment shipment)
    {
        try
        {
            using var response = await http.PostAsync("/api/v1/events", shipment.Content());
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, text);
            using var json = JsonDocument.Parse(text);
            return (json.RootElement.GetProperty("accepted").GetInt32(), json.RootElement.GetProperty("duplicates").GetInt32());
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private void Acknowledge(Shipment shipment)
    {
        lock (_lock)
        {
            Requests++;
            _answered.Add(shipment);
            foreach (var (_, user, value) in shipment.Events)
            {
                var (count, sum) = _acknowledged.GetValueOrDefault(user);
                _acknowledged[user] = (count + 1, sum + value);
            }
        }
    }
}
