using Personalization.Log;
using Personalization.Log.Events;
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
    private const int MostTraffic = 20;

    public static void MapBandits(this IEndpointRouteBuilder routes)
    {
        var engine = routes.ServiceProvider.GetRequiredService<IEngine>();
        var options = routes.ServiceProvider.GetRequiredService<GatewayOptions>();
        var log = routes.ServiceProvider.GetRequiredService<OutcomeLog>();
        routes.Post("/api/v1/outcomes", http => Collect(http, log, options))
            .WithTags("Decisions").WithSummary("Report what came of a decision")
            .WithDescription(
                "One outcome or an array of them. The placement's bandit learns from the reward once the reward window has passed; each "
                + "name counts once per decision, however often it is sent. With customer_id it is an event of the person too (event type "
                + "outcome), which experiments and features count.")
            .AcceptsOneOrMany<DecisionOutcome>().Produces<LearningReceipt>().Problems(400, 413, 503);
        routes.Get("/api/v1/bandits", http => List(http, engine))
            .WithTags("Decisions").WithSummary("List the placements that have a bandit")
            .WithDescription("With how many choices each has learnt from.")
            .Produces<BanditList>();
        routes.Get("/api/v1/bandits/{id}", http => Describe(http, engine))
            .WithTags("Decisions").WithSummary("Get a placement's bandit")
            .WithDescription(
                "Each item's choices, mean reward and its 95 % interval (interval_method wilson where all rewards are 0 or 1, "
                + "otherwise student with a moderated variance), its share of the choices and the regret against the best item without "
                + "context. traffic: the choices by time, in periods of bucket_seconds since from, "
                + "all of them and those of the items chosen most often.")
            .Produces<BanditDescription>().Problems(400, 404);
    }

    private static async Task Collect(HttpContext http, OutcomeLog log, GatewayOptions options)
    {
        var outcomes = await OneOrMany.Read(
            http, options.MaxJsonBytes, ContractsJson.Default.DecisionOutcome, ContractsJson.Default.DecisionOutcomeArray, "outcomes",
            Check);
        if (outcomes is null)
        {
            return;
        }
        try
        {
            await JsonResponse.Write(http, BanditAnswers.Of(await log.Publish(outcomes)), AnswerJson.Default.LearningReceipt);
        }
        catch (LogUnavailableException fault)
        {
            await Problem.Refused(http, fault);
        }
    }

    /// <summary>The fault of a reward.</summary>
    public static Fault? CheckReward(double? reward) => reward is { } given && !(Math.Abs(given) <= MostReward)
        ? new Fault("reward", $"is {given}; -{MostReward} to {MostReward} is allowed, best 0 to 1")
        : null;

    private static Fault? Check(DecisionOutcome outcome) =>
        (outcome.DecisionId is null
            ? new Fault("decision_id", "is null; the id of a decision is expected")
            : IdRules.Check("decision_id", outcome.DecisionId))
            ?? IdRules.Check("name", OutcomeLog.NameOf(outcome))
            ?? (outcome.CustomerId is { } customer ? IdRules.Check("customer_id", customer) : null)
            ?? CheckReward(outcome.Reward)
            ?? (outcome.Value is { } value && !(Math.Abs(value) <= EventRules.MaxMagnitude)
                ? new Fault("value", $"is {value}; a finite number is expected")
                : null);

    private static async Task List(HttpContext http, IEngine engine)
    {
        var placements = await engine.Read(static experiments =>
            experiments.Placements.Select(placement =>
            {
                var bandit = experiments.Bandit(placement);
                return new BanditSummary(placement, bandit.Observations, experiments.Placement(placement)!.Table.Count, bandit.IsRewarded);
            }).ToArray());
        await JsonResponse.Write(http, new BanditList(placements), AnswerJson.Default.BanditList);
    }

    private static async Task Describe(HttpContext http, IEngine engine)
    {
        var placement = http.PathId();
        var (bandit, items, traffic) = await engine.Read(experiments =>
        {
            // So that the page shows one moment: decisions go by what was published a little before.
            var known = experiments.Placement(placement);
            known?.Publish();
            return (experiments.Bandit(placement), known?.Table.Publish(), known?.Course.Copy(MostTraffic));
        });
        if (items is null)
        {
            await Problem.NotFound(http, $"The placement '{placement}' has no bandit: no choice there has come to its end yet.");
            return;
        }
        await JsonResponse.Write(http, BanditAnswers.Of(placement, bandit, items, traffic!), AnswerJson.Default.BanditDescription);
    }
}
