using System.Net.Http.Json;
using System.Text.Json;

namespace Personalization.Gateway.Tests.Crash;

/// <summary>
/// Experiments that one client defines and moves on, with the state that was acknowledged of each and the one that was asked for last.
/// </summary>
internal sealed class DefinitionLedger
{
    private static readonly string[] s_commands = ["start", "pause", "decide", "archive"];

    // In the order in which experiments get there.
    private static readonly string[] s_states = ["", "draft", "running", "paused", "decided", "archived"];

    private readonly Dictionary<string, (int Acknowledged, int Asked)> _known = new(StringComparer.Ordinal);

    /// <summary>Defines experiments and moves each on for a while, until the process is gone.</summary>
    public async Task Change(HttpClient http, string prefix, int count, Random random)
    {
        for (var n = 0; n < count; n++)
        {
            var id = $"{prefix}-{n}";
            var last = random.Next(1, s_states.Length);
            for (var state = 1; state <= last; state++)
            {
                _known[id] = (state - 1, state);
                var answer = state == 1 ? await Put(http, id, Definition(id)) : await Move(http, id, s_commands[state - 2]);
                if (answer is null)
                {
                    return;
                }
                Assert.Equal(s_states[state], answer);
                _known[id] = (state, state);
            }
        }
    }

    /// <summary>Checks that each experiment is in its acknowledged state, or in the one that was asked for and not answered.</summary>
    public async Task Check(HttpClient http)
    {
        foreach (var (id, (acknowledged, asked)) in _known)
        {
            var state = 0;
            await Eventually.True(async () =>
            {
                using var response = await http.GetAsync("/api/v1/experiments/" + id);
                state = response.IsSuccessStatusCode
                    ? Array.IndexOf(s_states, State(await response.Content.ReadFromJsonAsync<JsonElement>()))
                    : 0;
                return state >= acknowledged;
            }, $"the experiment {id} is {s_states[acknowledged]}, as was acknowledged");
            Assert.InRange(state, acknowledged, asked);
        }
    }

    /// <summary>Defines an experiment.</summary>
    /// <returns>Its state; <see langword="null"/> when the process was gone.</returns>
    public static Task<string?> Put(HttpClient http, string id, string definition) =>
        Answer(() =>
            http.PutAsync("/api/v1/experiments/" + id, new StringContent(definition, System.Text.Encoding.UTF8, "application/json")));

    /// <summary>Moves an experiment on.</summary>
    /// <returns>Its state; <see langword="null"/> when the process was gone.</returns>
    public static Task<string?> Move(HttpClient http, string id, string command) =>
        Answer(() => http.PostAsync($"/api/v1/experiments/{id}/{command}", null));

    private static async Task<string?> Answer(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            using var response = await send();
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, text);
            return State(JsonDocument.Parse(text).RootElement);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static string State(JsonElement answer) =>
        answer.GetProperty("definition").TryGetProperty("state", out var state) ? state.GetString()! : "draft";

    private static string Definition(string id) =>
        $$"""{"experiment_id":"{{id}}","layer":"{{id}}","variants":[{"key":"a"},{"key":"b"}],"primary_metric":{"metric_id":"m","event_type":"purchase"} }""";
}
