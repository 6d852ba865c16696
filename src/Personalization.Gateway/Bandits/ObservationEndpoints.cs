using System.Globalization;
using Personalization.Log;
using Personalization.Log.Events;
using Personalization.Contracts;
using Personalization.Contracts.Bandits;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Learning;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Bandits;

/// <summary>Lets a placement's bandit start from choices that were made elsewhere.</summary>
internal static class ObservationEndpoints
{
    private const int MostContextBytes = 16 * 1024;

    public static void MapObservations(this IEndpointRouteBuilder routes)
    {
        var engine = routes.ServiceProvider.GetRequiredService<IEngine>();
        var (options, rules) =
            (routes.ServiceProvider.GetRequiredService<GatewayOptions>(), routes.ServiceProvider.GetRequiredService<EventRules>());
        routes.Post("/api/v1/bandits/{id}/observations", http => Collect(http, engine, options, rules))
            .WithTags("Decisions").WithSummary("Let a placement's bandit start from logged choices")
            .WithDescription(
                "One observation or an array of them: what was chosen elsewhere, in which context, and what came of it. Learnt from at "
                + "once, each id counts once. Rewards have to be on the scale of the outcomes that will follow.")
            .AcceptsOneOrMany<LoggedObservation>().Produces<LearningReceipt>().Problems(400, 413, 503);
    }

    private static async Task Collect(HttpContext http, IEngine engine, GatewayOptions options, EventRules rules)
    {
        var now = engine.Node.Time.GetUtcNow();
        var found = await OneOrMany.Read(
            http, options.MaxJsonBytes, ContractsJson.Default.LoggedObservation, ContractsJson.Default.LoggedObservationArray,
            "observations", o => Check(o, rules, now));
        if (found is null)
        {
            return;
        }
        var (placement, bandit) = (http.PathId(), engine.Node.ExperimentModel.Bandit(http.PathId()));
        try
        {
            var result = await engine.Publish(Array.ConvertAll(
                found, observation => Describe(placement, observation, now, bandit.Generations.GetValueOrDefault(observation.ItemId))));
            await JsonResponse.Write(http, BanditAnswers.Of(result), AnswerJson.Default.LearningReceipt);
        }
        catch (LogUnavailableException fault)
        {
            await Problem.Refused(http, fault);
        }
    }

    private static Event Describe(string placement, LoggedObservation observation, DateTimeOffset now, int generation)
    {
        var at = observation.Timestamp ?? now;
        var features = new double[ChoiceFeatures.Count];
        ChoiceFeatures.Fill(null, observation.Context, EventTime.Seconds(at), features);
        var batch = new ByteWriter();
        ChoiceBatch.Add(batch, observation.ObservationId, new LoggedChoice
        {
            At = at.ToUnixTimeMilliseconds(),
            Placement = placement,
            Arm = observation.ItemId,
            Generation = generation,
            Features = features,
            Score = observation.Score ?? 1,
            Propensity = observation.Propensity ?? 1,
        });
        return new Event
        {
            EventId = EventSubject.Id(observation.ObservationId, string.Create(CultureInfo.InvariantCulture, $"observation/{placement}")),
            EventType = EventTypes.Observation,
            Timestamp = now,
            Value = observation.Reward,
            Properties = ChoiceBatch.Seal(batch),
        };
    }

    private static Fault? Check(LoggedObservation o, EventRules rules, DateTimeOffset now) =>
        Id("observation_id", o.ObservationId) ?? Id("item_id", o.ItemId)
            ?? BanditEndpoints.CheckReward(o.Reward)
            ?? rules.CheckTime(o.Timestamp, now)
            ?? (o.Score is { } score && !(score is >= 0 and <= 1) ? new Fault("score", $"is {score}; 0 to 1 is allowed") : null)
            ?? (o.Propensity is { } p && !(p is > 0 and <= 1)
                ? new Fault("propensity", $"is {p}; more than 0 and at most 1 is allowed")
                : null)
            ?? JsonTextRules.Check("context", o.Context, MostContextBytes);

    private static Fault? Id(string field, string? id) =>
        id is null ? new Fault(field, "is null; an id is expected") : IdRules.Check(field, id);
}
