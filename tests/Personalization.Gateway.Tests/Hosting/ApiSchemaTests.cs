using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Hosting;

/// <summary>Every operation says what it takes and answers, and its answers are as it says.</summary>
public sealed class ApiSchemaTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    private const string Experiment =
        """
        {"experiment_id":"schemas","variants":[{"key":"a"},{"key":"b"}],"minimum_effect":0.5,
        "primary_metric":{"metric_id":"buys","event_type":"purchase"},
        "guardrails":[{"metric":{"metric_id":"views","event_type":"page_view"},"tolerance":0.1}],
        "secondary_metrics":[{"metric_id":"clicks","kind":"count","event_type":"click"}]}
        """;

    private RunningGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task Every_operation_leads_to_the_schemas_of_what_it_takes_and_answers()
    {
        var document = await Document();
        var operations = document.Operations("/api/").ToArray();
        Assert.True(operations.Length > 30, $"Only {operations.Length} operations are described.");
        var gaps = operations.SelectMany(operation => Gaps(document, operation.Operation).Select(gap => $"{operation.Name}: {gap}"));
        Assert.Equal("", string.Join('\n', gaps));
    }

    [Fact]
    public async Task Every_answer_leads_to_what_its_schema_says()
    {
        await Fill();
        var document = await Document();
        (string Method, string Path, string Called, string? Body)[] calls =
        [
            ("GET", "/api/v1/users/{id}", "/api/v1/users/shopper-1", null),
            ("GET", "/api/v1/users/{id}/features", "/api/v1/users/shopper-1/features", null),
            ("GET", "/api/v1/users/{id}/features", "/api/v1/users/nobody/features?names=session.duration,no.such", null),
            ("GET", "/api/v1/sessions/{id}", "/api/v1/sessions/visit-1-0", null),
            ("GET", "/api/v1/recommendations", "/api/v1/recommendations?user=shopper-1&explain=true", null),
            ("GET", "/api/v1/recommendations", "/api/v1/recommendations?session=visit-1-0", null),
            ("POST", "/api/v1/rank", "/api/v1/rank", """{"user_id":"shopper-1","items":["shoes-1","books-1"]}"""),
            ("POST", "/api/v1/personalize", "/api/v1/personalize",
                """{"customer_id":"shopper-1","placement":"p","available_items":["shoes-1","books-1"]}"""),
            ("GET", "/api/v1/recommenders", "/api/v1/recommenders", null),
            ("GET", "/api/v1/trending", "/api/v1/trending", null),
            ("GET", "/api/v1/items/{id}", "/api/v1/items/shoes-1", null),
            ("GET", "/api/v1/items/{id}/features", "/api/v1/items/shoes-1/features", null),
            ("GET", "/api/v1/items/{id}/similar", "/api/v1/items/shoes-1/similar?by=content", null),
            ("POST", "/api/v1/items", "/api/v1/items", """[{"item_id":"schema-1"},{"item_id":""}]"""),
            ("POST", "/api/v1/events", "/api/v1/events", """[{"event_type":"click","user_id":"s"},{"event_type":"click"}]"""),
            ("POST", "/api/v1/outcomes", "/api/v1/outcomes", """{"decision_id":"d_schema","reward":1}"""),
            ("POST", "/api/v1/bandits/{id}/observations", "/api/v1/bandits/schemas/observations",
                """{"observation_id":"o9","item_id":"one","reward":1}"""),
            ("GET", "/api/v1/bandits", "/api/v1/bandits", null),
            ("GET", "/api/v1/bandits/{id}", "/api/v1/bandits/schemas", null),
            ("GET", "/api/v1/assignments", "/api/v1/assignments?user=shopper-1", null),
            ("GET", "/api/v1/experiments", "/api/v1/experiments", null),
            ("GET", "/api/v1/experiments/{id}", "/api/v1/experiments/schemas", null),
            ("GET", "/api/v1/experiments/{id}/history", "/api/v1/experiments/schemas/history", null),
            ("POST", "/api/v1/experiments/{id}/ramp", "/api/v1/experiments/schemas/ramp", """{"ramp":0.9}"""),
            ("POST", "/api/v1/experiments/plan", "/api/v1/experiments/plan",
                $$"""{"definition":{{Experiment}},"baseline":0.1,"people_per_day":100}"""),
            ("GET", "/api/v1/users/{id}", "/api/v1/users/nobody", null),
            ("GET", "/api/v1/items/{id}/similar", "/api/v1/items/shoes-1/similar?count=-1", null),
            ("POST", "/api/v1/rank", "/api/v1/rank", "{"),
        ];
        var faults = new List<string>();
        foreach (var (method, path, called, body) in calls)
        {
            var reply = body is null ? await Gateway.Get(called) : await Gateway.Post(called, body);
            var schema = document.Answer(method, path, (int)reply.Status, reply.Type!);
            faults.AddRange(document.Faults(reply.Json, schema, $"{method} {called}: "));
        }
        Assert.Equal("", string.Join('\n', faults));
    }

    private static IEnumerable<string> Gaps(ApiDocument document, JsonElement operation)
    {
        if (!IsText(operation, "summary") && !IsText(operation, "description"))
        {
            yield return "has neither summary nor description";
        }
        if (operation.TryGetProperty("parameters", out var parameters))
        {
            foreach (var parameter in parameters.EnumerateArray().Where(p => !document.IsTelling(p) || !IsText(p, "description")))
            {
                yield return $"the parameter {parameter.GetProperty("name")} lacks its schema or its description";
            }
        }
        if (operation.TryGetProperty("requestBody", out var body))
        {
            foreach (var content in body.GetProperty("content").EnumerateObject().Where(c => !document.IsTelling(c.Value)))
            {
                yield return $"the body as {content.Name} lacks its schema";
            }
        }
        var statuses = operation.GetProperty("responses").EnumerateObject().ToArray();
        if (!Array.Exists(statuses, static status => status.Name[0] == '2'))
        {
            yield return "has no success";
        }
        foreach (var status in statuses)
        {
            var contents = status.Value.TryGetProperty("content", out var some) ? some.EnumerateObject().ToArray() : [];
            var isSuccess = status.Name[0] == '2';
            if (isSuccess ? contents.Length == 0 && status.Name != "204" : contents is not [{ Name: "application/problem+json" }])
            {
                yield return $"{status.Name} lacks its content";
                continue;
            }
            foreach (var content in contents.Where(c => !document.IsTelling(c.Value)))
            {
                yield return $"{status.Name} as {content.Name} lacks its schema";
            }
            if (!isSuccess && !contents[0].Value.GetRawText().Contains("/ProblemDetails\"", StringComparison.Ordinal))
            {
                yield return $"{status.Name} is no problem";
            }
        }
    }

    private static bool IsText(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var text) && !string.IsNullOrWhiteSpace(text.GetString());

    // An experiment in which people took part, and a bandit that has learnt.
    private async Task Fill()
    {
        Assert.Equal(HttpStatusCode.OK, (await Gateway.Put("/api/v1/experiments/schemas", Experiment)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Gateway.Post("/api/v1/experiments/schemas/start", """{"reason":"to be seen"}""")).Status);
        for (var i = 0; i < 40; i++)
        {
            await Gateway.Get($"/api/v1/assignments?user=shopper-{i}");
        }
        await Gateway.PostLines(string.Join('\n', Enumerable.Range(0, 20).Select(static i =>
            $$"""{"event_type":"purchase","user_id":"shopper-{{i}}","item_id":"books-1","value":3}""")));
        var observations = string.Join(',', Enumerable.Range(0, 8).Select(static i =>
            $$"""{"observation_id":"o{{i}}","item_id":"{{(i % 2 == 0 ? "one" : "two")}}","reward":{{i % 3}}}"""));
        Assert.Equal(HttpStatusCode.OK, (await Gateway.Post("/api/v1/bandits/schemas/observations", $"[{observations}]")).Status);
        await Gateway.Settle();
    }

    private async Task<ApiDocument> Document() => new((await Gateway.Get("/openapi/v1.json")).Json);
}
