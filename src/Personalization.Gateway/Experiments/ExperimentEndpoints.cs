using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Personalization.Log;
using Personalization.Log.Events;
using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Events;
using Personalization.Engine.Experiments;
using Personalization.Engine.Learning;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Experiments;

/// <summary>Experiments: definition, life, results, plans.</summary>
internal static class ExperimentEndpoints
{
    private static readonly (string Verb, ExperimentAction Action, string Summary)[] s_commands =
    [
        ("start", ExperimentAction.Start, "Start or resume an experiment"), ("pause", ExperimentAction.Pause, "Pause an experiment"),
        ("ramp", ExperimentAction.Ramp, "Change the share of people who take part"),
        ("decide", ExperimentAction.Decide, "End an experiment"),
        ("archive", ExperimentAction.Archive, "Put an experiment away"),
    ];

    public static void MapExperiments(this IEndpointRouteBuilder routes)
    {
        var engine = routes.ServiceProvider.GetRequiredService<IEngine>();
        var options = routes.ServiceProvider.GetRequiredService<GatewayOptions>();
        var watch = routes.ServiceProvider.GetRequiredService<ExperimentWatch>();
        routes.Get("/api/v1/experiments", http => List(http, watch))
            .WithTags("Experiments").WithSummary("List the experiments")
            .WithDescription(
                "All experiments with their states, how many people took part and the kind of their verdicts, as of the last five seconds.")
            .Produces<ExperimentList>();
        routes.Put("/api/v1/experiments/{id}", http => Define(http, engine, options))
            .WithTags("Experiments").WithSummary("Define an experiment")
            .WithDescription("Writes or rewrites the definition. Once people took part, only name, hypothesis, "
                + "ramp and what happens by itself can change.")
            .Accepts<ExperimentDefinition>("application/json").Produces<ExperimentRevision>().Problems(400, 409, 413, 503);
        routes.Get("/api/v1/experiments/{id}", http => Results(http, watch))
            .WithTags("Experiments").WithSummary("Get an experiment with its results")
            .WithDescription("The figures hold at whatever moment and however often one looks: the tests are sequential.")
            .Produces<ExperimentReport>().Problems(400, 404);
        routes.Get("/api/v1/experiments/{id}/history", http => History(http, engine))
            .WithTags("Experiments").WithSummary("Get an experiment's history").WithDescription("Every revision: when, by whom, what.")
            .Produces<ExperimentHistory>().Problems(400, 404);
        foreach (var (verb, action, summary) in s_commands)
        {
            routes.Post($"/api/v1/experiments/{{id}}/{verb}", http => Command(http, engine, options, action))
                .WithTags("Experiments").WithSummary(summary)
                .WithDescription("The body may say why and who: {\"reason\": \"…\", \"by\": \"…\"}.")
                .Accepts<ExperimentChange>("application/json").Produces<ExperimentRevision>().Problems(400, 404, 409, 413, 503);
        }
        routes.Post("/api/v1/experiments/plan", http => Plan(http, options))
            .WithTags("Experiments").WithSummary("Plan an experiment")
            .WithDescription("How many people it takes for its minimum effect, for how long, and the power at other effects.")
            .Accepts<PlanRequest>("application/json").Produces<PlanAnswer>().Problems(400, 413);
    }

    private static async Task List(HttpContext http, ExperimentWatch watch)
    {
        var all = (await watch.All()).Select(ExperimentReports.Summarize);
        await JsonResponse.Write(http, new ExperimentList([.. all]), ExperimentAnswerJson.Default.ExperimentList);
    }

    private static async Task Define(HttpContext http, IEngine engine, GatewayOptions options)
    {
        if (await Body(http, options, ExperimentJson.Default.ExperimentDefinition) is not { } definition)
        {
            return;
        }
        if (definition.ExperimentId != http.PathId())
        {
            await Problem.Faulty(http, new Fault("experiment_id", $"is '{definition.ExperimentId}'; the path says '{http.PathId()}'"));
            return;
        }
        await Apply(
            http, engine,
            new ExperimentCommand { ExperimentId = definition.ExperimentId, Action = ExperimentAction.Define, Definition = definition });
    }

    private static async Task Command(HttpContext http, IEngine engine, GatewayOptions options, ExperimentAction action)
    {
        var change = http.Request.ContentLength is null or 0 && !http.Request.Headers.ContainsKey("Transfer-Encoding")
            ? new ExperimentChange()
            : await Body(http, options, ExperimentJson.Default.ExperimentChange);
        if (change is null)
        {
            return;
        }
        if (action == ExperimentAction.Ramp && change.Ramp is null)
        {
            await Problem.Faulty(http, new Fault("ramp", "is missing; 0 to 1 is allowed"));
            return;
        }
        await Apply(http, engine, new ExperimentCommand
        {
            ExperimentId = http.PathId(),
            Action = action,
            Ramp = change.Ramp,
            Reason = change.Reason,
            By = change.By ?? "api",
        });
    }

    private static async Task Apply(HttpContext http, IEngine engine, ExperimentCommand command)
    {
        ExperimentReply reply;
        try
        {
            reply = await engine.Apply(command);
        }
        catch (LogUnavailableException fault)
        {
            await Problem.Refused(http, fault);
            return;
        }
        if (reply.Revision is { } revision)
        {
            await JsonResponse.Write(http, revision, ContractsJson.Default.ExperimentRevision);
        }
        else if (reply.Conflict)
        {
            await Problem.Write(
                http, StatusCodes.Status409Conflict, "The command does not fit the state of things", $"{reply.Field} {reply.Fault}",
                reply.Field);
        }
        else if (reply.Field == "experiment_id" && command.Action != ExperimentAction.Define)
        {
            await Problem.NotFound(http, $"There is no experiment '{command.ExperimentId}'.");
        }
        else
        {
            await Problem.Faulty(http, new Fault(reply.Field!, reply.Fault!));
        }
    }

    private static async Task Results(HttpContext http, ExperimentWatch watch)
    {
        var id = http.PathId();
        if (await watch.Analyse(id) is not { } results)
        {
            await Problem.NotFound(http, $"There is no experiment '{id}'.");
            return;
        }
        await JsonResponse.Write(http, ExperimentReports.Of(results), ExperimentAnswerJson.Default.ExperimentReport);
    }

    private static async Task History(HttpContext http, IEngine engine)
    {
        var id = http.PathId();
        var history = await engine.Read(experiments =>
            experiments.Experiments.TryGetValue(id, out var known) ? known.History.ToArray() : null);
        if (history is null)
        {
            await Problem.NotFound(http, $"There is no experiment '{id}'.");
            return;
        }
        await JsonResponse.Write(http, new ExperimentHistory(history), ExperimentAnswerJson.Default.ExperimentHistory);
    }

    private static async Task Plan(HttpContext http, GatewayOptions options)
    {
        if (await Body(http, options, ExperimentJson.Default.PlanRequest) is not { } request)
        {
            return;
        }
        var fault = request.Definition is null ? new Fault("definition", "is missing")
            : ExperimentRules.Check(request.Definition).Concat(VariantSettings.Check(request.Definition)).FirstOrDefault();
        fault ??= ExperimentPlanning.Check(request);
        if (fault is not null)
        {
            await Problem.Faulty(http, fault);
            return;
        }
        await JsonResponse.Write(http, ExperimentPlanning.Answer(request), ExperimentAnswerJson.Default.PlanAnswer);
    }

    private static async Task<T?> Body<T>(HttpContext http, GatewayOptions options, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await RequestBody.Read(http, options.MaxJsonBytes, type, static (json, type) => JsonSerializer.Deserialize(json, type))
                ?? throw new JsonException("An object is expected.");
        }
        catch (JsonException fault) when (fault.Path is { Length: > 2 } path)
        {
            await Problem.Faulty(http, new Fault(path.TrimStart('$', '.'), Problem.Reason(fault)));
            return null;
        }
        catch (JsonException fault)
        {
            await Problem.Malformed(http, fault);
            return null;
        }
    }
}
