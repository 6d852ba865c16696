using System.Text;
using System.Text.Json;

namespace Personalization.Gateway.Tests.Crash;

/// <summary>
/// What clients know of their choices, outcomes and purchases. Choices and exposures are written a moment behind the answer, and an
/// outcome's acknowledgement comes after all of them that were answered before it was sent: so a choice is certain from then on, and one
/// that no acknowledged outcome followed may be lost with its process. Nothing else may: outcomes and purchases count once from their
/// acknowledgement on, and at most once without one. Thread-safe.
/// </summary>
internal sealed class ExperimentLedger
{
    /// <summary>How long choices wait for their rewards in these tests.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ExposedPerson> _people = new(StringComparer.Ordinal);
    private readonly List<ExperimentChoice> _choices = [];
    private readonly List<ExperimentReport> _reports = [];
    private readonly Dictionary<string, int> _lost = new(StringComparer.Ordinal);

    // Of each process: how many choices it answered, and how many of these are certain.
    private readonly List<(int Answered, int Certain)> _lives = [];

    /// <summary>Acknowledged requests.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Requests without an answer.</summary>
    public int Unanswered { get; private set; }

    public IReadOnlyCollection<ExposedPerson> People => _people.Values;

    public IReadOnlyList<ExperimentChoice> Choices => _choices;

    /// <summary>Outcomes and purchases.</summary>
    public IReadOnlyList<ExperimentReport> Reports => _reports;

    /// <summary>A new process serves.</summary>
    public void Begin() => _lives.Add((0, 0));

    /// <summary>Whether the choice is in the log for good, and its person's exposure with it.</summary>
    public bool IsCertain(ExperimentChoice choice) => choice.Number < _lives[choice.Life].Certain;

    /// <summary>Whether the person's exposure is in the log for good.</summary>
    public bool IsExposed(string person)
    {
        lock (_lock)
        {
            return Person(person).Choices.Exists(IsCertain);
        }
    }

    /// <summary>Choices at a placement that may have been made, though nobody was told.</summary>
    public int LostAt(string placement) => _lost.GetValueOrDefault(placement);

    /// <summary>Asks for a choice, and checks that the person is in the same variant as ever.</summary>
    /// <returns><see langword="null"/> when the process was gone.</returns>
    public async Task<ExperimentChoice?> Choose(HttpClient http, string person, string placement, string items)
    {
        var asked = DateTimeOffset.UtcNow;
        var known = Person(person);
        var answer = await Post(
            http, "/api/v1/personalize", $$"""{"customer_id":"{{person}}","placement":"{{placement}}","available_items":{{items}}}""");
        lock (_lock)
        {
            if (answer is not { } json)
            {
                _lost[placement] = _lost.GetValueOrDefault(placement) + 1;
                return null;
            }
            var variant = json.GetProperty("experiment").GetString();
            Assert.NotNull(variant);
            Assert.Equal(known.Variant ?? variant, variant);
            known.Variant = variant;
            var (answered, certain) = _lives[^1];
            _lives[^1] = (answered + 1, certain);
            var choice = new ExperimentChoice(
                json.GetProperty("decision_id").GetString()!, placement, json.GetProperty("selected_item").GetString()!, person, asked,
                _lives.Count - 1, answered);
            _choices.Add(choice);
            known.Choices.Add(choice);
            return choice;
        }
    }

    /// <summary>Reports what came of a choice.</summary>
    /// <returns>Whether it was acknowledged.</returns>
    public Task<bool> Outcome(HttpClient http, ExperimentChoice choice, string name, int reward) => First(
        http, "/api/v1/outcomes", choice.Person, reward, choice,
        $$"""{"decision_id":"{{choice.Decision}}","name":"{{name}}","reward":{{reward}},"conversion":true,"value":{{reward}},"customer_id":"{{choice.Person}}"}""");

    /// <summary>
    /// Sends a purchase of an exposed person. One that was not exposed for certain might not count for the experiment, and would make for a
    /// covariate of the exposure to come, by which the experiment's figures are adjusted.
    /// </summary>
    /// <returns>Whether it was acknowledged.</returns>
    public Task<bool> Purchase(HttpClient http, string person, string id, int value) => First(
        http, "/api/v1/events", person, value, null,
        $$"""{"event_id":"{{id}}","event_type":"purchase","user_id":"{{person}}","item_id":"one","value":{{value}}}""");

    /// <summary>Sends something again that was acknowledged, if there is any: it must be known.</summary>
    /// <returns>Whether it was answered.</returns>
    public async Task<bool> RepeatOne(HttpClient http, Random random)
    {
        ExperimentReport? report;
        lock (_lock)
        {
            report = _reports.Count == 0 ? null : _reports[random.Next(_reports.Count)];
            if (report?.AcknowledgedAt is null)
            {
                return true;
            }
        }
        if (await Post(http, report.Path, report.Body) is not { } json)
        {
            return false;
        }
        Assert.Equal((0, 1), (json.GetProperty("accepted").GetInt32(), json.GetProperty("duplicates").GetInt32()));
        return true;
    }

    /// <summary>Sends everything again that had no answer, and some that had one.</summary>
    public async Task Retry(HttpClient http, Random random)
    {
        foreach (var report in _reports.Where(static r => r.AcknowledgedAt is null).ToArray())
        {
            Assert.True(await Send(http, report));
        }
        for (var i = 0; i < 20; i++)
        {
            Assert.True(await RepeatOne(http, random));
        }
    }

    /// <summary>The JSON of the answer; <see langword="null"/> when the process was gone.</summary>
    public static async Task<JsonElement?> Post(HttpClient http, string path, string body)
    {
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(path, content);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, text);
            return JsonDocument.Parse(text).RootElement;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private async Task<bool> First(HttpClient http, string path, string person, int value, ExperimentChoice? choice, string body)
    {
        ExperimentReport report;
        lock (_lock)
        {
            report = new ExperimentReport(path, person, value, choice, body);
            _reports.Add(report);
        }
        return await Send(http, report);
    }

    private async Task<bool> Send(HttpClient http, ExperimentReport report)
    {
        int before;
        lock (_lock)
        {
            before = _lives[^1].Answered;
        }
        var isAnswered = await Post(http, report.Path, report.Body) is not null;
        lock (_lock)
        {
            if (!isAnswered)
            {
                Unanswered++;
                return false;
            }
            Acknowledged++;
            report.AcknowledgedAt = DateTimeOffset.UtcNow;
            if (report.Choice is not null)
            {
                var (answered, certain) = _lives[^1];
                _lives[^1] = (answered, Math.Max(certain, before));
            }
            return true;
        }
    }

    private ExposedPerson Person(string id)
    {
        lock (_lock)
        {
            if (!_people.TryGetValue(id, out var person))
            {
                _people[id] = person = new ExposedPerson(id);
            }
            return person;
        }
    }
}
