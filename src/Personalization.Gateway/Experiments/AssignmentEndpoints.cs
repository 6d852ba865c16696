using System.Diagnostics;
using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Events;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Ranking;

namespace Personalization.Gateway.Experiments;

/// <summary><c>GET /api/v1/assignments</c>: who gets which variant.</summary>
internal static class AssignmentEndpoints
{
    public static void MapAssignments(this IEndpointRouteBuilder routes)
    {
        var dispatcher = routes.ServiceProvider.GetRequiredService<DecisionDispatcher>();
        routes.Get("/api/v1/assignments", http => Assign(http, dispatcher))
            .WithTags("Experiments").WithSummary("Get a person's variants")
            .WithDescription("The variants of all running experiments that the person takes part in, with their parameters; counts as "
                + "exposure. Targeting sees the person's features, and the placement and the device given here.")
            .Query("user", "The person.").Query("session", "The visit, for somebody without a user id.")
            .Query("placement", "Where it is shown.").Query("device", "The device.")
            .Produces<AssignmentResult>().Problems(400);
    }

    private static async Task Assign(HttpContext http, DecisionDispatcher dispatcher)
    {
        var started = Stopwatch.GetTimestamp();
        var query = new QueryReader(http.Request.Query);
        query.Only("user", "session", "placement", "device");
        var (user, session, placement, device) = (query.Id("user"), query.Id("session"), query.Text("placement"), query.Text("device"));
        var fault = query.Fault
            ?? (user is null && session is null ? new Fault("user", "is missing; a user or a session is expected") : null);
        if (fault is not null)
        {
            await Problem.Faulty(http, fault);
            return;
        }
        var context = device is null ? default : new JsonText(JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string> { ["device"] = device }, AssignmentJson.Default.DictionaryStringString));
        var request = new AssignmentRequest { UserId = user, SessionId = session, Placement = placement, Context = context };
        await JsonResponse.Write(http, await dispatcher.Assign(request, started), ContractsJson.Default.AssignmentResult);
    }
}
