using Personalization.Log;
using Personalization.Contracts;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Sessions;
using Personalization.Engine.Features;
using Personalization.Gateway.Features;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Users;

/// <summary><c>/api/v1/users</c> and <c>/api/v1/sessions</c>: what is known of a person, and of a visit.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var actors = routes.ServiceProvider.GetRequiredService<IActorDirectory>();
        routes.Get("/api/v1/users/{id}", http => Describe(http, actors))
            .WithTags("Users").WithSummary("Get a person's profile")
            .WithDescription("Totals, the current visit, features, affinities and recent events.")
            .Produces<UserProfile>().Problems(404);
        routes.Get("/api/v1/users/{id}/features", http => Features(http, actors))
            .WithTags("Users").WithSummary("Get features of a person")
            .WithDescription(
                "Values by name; null where the name is no feature. An unknown person has the features of somebody who never did anything.")
            .Query("names", "With commas between, for example page_view.count.1h,purchase.sum.30d,affinity.category.electronics; "
                + "the plain ones by default.")
            .Produces<UserFeatures>().Problems(400);
        routes.Get("/api/v1/sessions/{id}", http => DescribeSession(http, actors))
            .WithTags("Users").WithSummary("Get a visit").Produces<SessionSummary>().Problems(404);
    }

    private static async Task Describe(HttpContext http, IActorDirectory actors)
    {
        var id = http.PathId();
        if (await actors.User(id).Describe() is { } profile)
        {
            await JsonResponse.Write(http, profile, ContractsJson.Default.UserProfile);
        }
        else
        {
            await Problem.NotFound(http, $"Nothing is known of '{id}': no event named this person yet.");
        }
    }

    private static async Task Features(HttpContext http, IActorDirectory actors)
    {
        var id = http.PathId();
        if (await FeatureAnswer.Names(http, ProfileFeatures.Names) is { } names)
        {
            await FeatureAnswer.Write(http, "user_id", id, names, await actors.User(id).Features(names));
        }
    }

    private static async Task DescribeSession(HttpContext http, IActorDirectory actors)
    {
        var id = http.PathId();
        if (await actors.Session(id).Describe() is { } summary)
        {
            await JsonResponse.Write(http, summary, ContractsJson.Default.SessionSummary);
        }
        else
        {
            await Problem.NotFound(http, $"Nothing is known of the visit '{id}'.");
        }
    }
}
