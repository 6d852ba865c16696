using System.Text.Json;
using Personalization.Actors;
using Personalization.Actors.Events;
using Personalization.Contracts;
using Personalization.Contracts.Bandits;
using Personalization.Engine.Events;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Bandits;

/// <summary>What came of decisions, and what the placements' bandits made of it.</summary>
internal static class BanditEndpoints
{
    private const double MostReward = 1000;
    private const int MostOutcomes = 10_000;
    private const int MostTraffic = 20;

    public static void MapBandits(this IEndpointRouteBuilder routes)
    {
        var engine = routes.ServiceProvider.GetRequiredService<IEngine>();
        var options = routes.ServiceProvider.GetRequiredService<GatewayOptions>();
        var log = routes.ServiceProvider.GetRequiredService<OutcomeLog>();
        routes.Post("/api/v1/outcomes", http => Collect(http, log, options))
            .WithTags("Decisions").WithSummary("Report what came of a decision")
            .WithDescription(
                "One outcome or an array of them. The placement's bandit learns from the reward once the reward window has passed; each name counts once per decision, however often it is sent. "
                + "With customer_id it is an event of the person too (event type outcome), which experiments and features count.")
            .Accepts<DecisionOutcome>("application/json").Problems(400, 413, 503);
        routes.Get("/api/v1/bandits", http => List(http, engine))
            .WithTags("Decisions").WithSummary("List the placements that have a bandit").WithDescription("With how many choices each has learnt from.");
        routes.Get("/api/v1/bandits/{id}", http => Describe(http, engine))
            .WithTags("Decisions").WithSummary("Get a placement's bandit")
            .WithDescription("Each item's choices, mean reward and its 95 % interval (interval_method wilson where all rewards are 0 or 1, otherwise student with a moderated variance), its share of the choices and "
                + "the regret against the best item without context. traffic: the choices by time, in periods of bucket_seconds since from, all of them and those of the items chosen most often.").Problems(400, 404);
    }

    private static async Task Collect(HttpContext http, OutcomeLog log, GatewayOptions options)
    {
        DecisionOutcome[] outcomes;
        try
        {
            outcomes = await RequestBody.Read(http, options.MaxJsonBytes, 0, static (json, _) => Parse(json));
        }
        catch (JsonException fault)
        {
            await Problem.Malformed(http, fault);
            return;
        }
        if (outcomes.Length is 0 or > MostOutcomes)
        {
            await Problem.Faulty(http, new Fault("outcomes", $"are {outcomes.Length}; 1 to {MostOutcomes} are allowed at once"));
            return;
        }
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (Check(outcomes[i]) is { } fault)
            {
                await Problem.Faulty(http, outcomes.Length == 1 ? fault : new Fault($"outcomes[{i}].{fault.Field}", fault.Message));
                return;
            }
        }
        try
        {
            await Publish(http, log, outcomes);
        }
        catch (LogUnavailableException fault)
        {
            await Problem.Refused(http, fault);
        }
    }

    private static async Task Publish(HttpContext http, OutcomeLog log, DecisionOutcome[] outcomes) =>
        await JsonResponse.Write(http, await log.Publish(outcomes), static (writer, r) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("accepted", r.Appended);
            writer.WriteNumber("duplicates", r.Duplicates);
            writer.WriteEndObject();
        });

    private static DecisionOutcome[] Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.TokenType == JsonTokenType.StartArray
            ? JsonSerializer.Deserialize(json, ContractsJson.Default.DecisionOutcomeArray)!
            : [JsonSerializer.Deserialize(json, ContractsJson.Default.DecisionOutcome) ?? throw new JsonException("An object is expected.")];
    }

    private static Fault? Check(DecisionOutcome outcome) =>
        (outcome.DecisionId is null ? new Fault("decision_id", "is null; the id of a decision is expected") : IdRules.Check("decision_id", outcome.DecisionId))
            ?? IdRules.Check("name", OutcomeLog.NameOf(outcome))
            ?? (outcome.CustomerId is { } customer ? IdRules.Check("customer_id", customer) : null)
            ?? (outcome.Reward is { } reward && !(Math.Abs(reward) <= MostReward)
                ? new Fault("reward", $"is {reward}; -{MostReward} to {MostReward} is allowed, best 0 to 1")
                : null)
            ?? (outcome.Value is { } value && !(Math.Abs(value) <= EventRules.MaxMagnitude) ? new Fault("value", $"is {value}; a finite number is expected") : null);

    private static Task List(HttpContext http, IEngine engine) => JsonResponse.Write(http, engine.Node.Book, static (writer, book) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("placements");
        foreach (var placement in book.Placements)
        {
            var bandit = book.Bandit(placement);
            writer.WriteStartObject();
            writer.WriteString("placement", placement);
            writer.WriteNumber("choices", bandit.Observations);
            writer.WriteNumber("items", bandit.Arms.Count);
            writer.WriteBoolean("rewarded", bandit.IsRewarded);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static async Task Describe(HttpContext http, IEngine engine)
    {
        var placement = http.PathId();
        if (!engine.Node.Book.Placements.Contains(placement))
        {
            await Problem.NotFound(http, $"The placement '{placement}' has no bandit: no choice there has come to its end yet.");
            return;
        }
        var traffic = await engine.Read(book => book.Course(placement)!.Copy(MostTraffic));
        await JsonResponse.Write(
            http, (placement, Bandit: engine.Node.Book.Bandit(placement), traffic), static (writer, arg) => BanditWriter.Write(writer, arg.placement, arg.Bandit, arg.traffic));
    }
}
