using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Personalization.Engine.Events;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Hosting;

/// <summary>
/// Maps endpoints as plain delegates, without the framework's binding of parameters, and describes them for OpenAPI all the same.
/// </summary>
internal static class EndpointText
{
    public static IEndpointConventionBuilder Get(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.MapGet(pattern, Checked(pattern, handler)).Described(pattern, handler);

    public static IEndpointConventionBuilder Put(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.MapPut(pattern, Checked(pattern, handler)).Described(pattern, handler);

    public static IEndpointConventionBuilder Post(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.MapPost(pattern, Checked(pattern, handler)).Described(pattern, handler);

    public static IEndpointConventionBuilder Delete(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.MapDelete(pattern, Checked(pattern, handler)).Described(pattern, handler);

    private static IEndpointConventionBuilder Described(this IEndpointConventionBuilder endpoint, string pattern, RequestDelegate handler)
    {
        endpoint.WithMetadata(handler.Method);
        return HasId(pattern) ? endpoint.Problems(StatusCodes.Status400BadRequest) : endpoint;
    }

    private static bool HasId(string pattern) => pattern.Contains("{id}", StringComparison.Ordinal);

    /// <summary>An identifier in the path is checked before anybody asks for what it names.</summary>
    private static RequestDelegate Checked(string pattern, RequestDelegate handler) => !HasId(pattern)
        ? handler
        : http => IdRules.Check("id", http.PathId()) is { } fault ? Problem.Faulty(http, fault) : handler(http);

    /// <summary>Names the body that is expected.</summary>
    public static IEndpointConventionBuilder Accepts<T>(this IEndpointConventionBuilder endpoint, params string[] contentTypes) =>
        endpoint.WithMetadata(new AcceptsMetadata(contentTypes, typeof(T)));

    /// <summary>Names the body that is expected: as JSON one object or an array of them, in the other forms one object a line.</summary>
    public static IEndpointConventionBuilder AcceptsOneOrMany<T>(this IEndpointConventionBuilder endpoint, params string[] otherTypes) =>
        endpoint.Accepts<T>(["application/json", .. otherTypes]).WithMetadata(new OneOrManyBody());

    /// <summary>Names the answer of a success.</summary>
    public static IEndpointConventionBuilder Produces<T>(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    /// <summary>Names the answer of a success that is no JSON, or empty.</summary>
    public static IEndpointConventionBuilder Produces(this IEndpointConventionBuilder endpoint, int status, params string[] contentTypes) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(
            status, contentTypes.Length == 0 ? typeof(void) : typeof(string), contentTypes));

    /// <summary>Names the errors that are answered with problem details.</summary>
    public static IEndpointConventionBuilder Problems(this IEndpointConventionBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(
                status, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), ["application/problem+json"]));
        }
        return endpoint;
    }

    /// <summary>Describes a query parameter.</summary>
    public static IEndpointConventionBuilder Query(
        this IEndpointConventionBuilder endpoint, string name, string description, JsonSchemaType type = JsonSchemaType.String) =>
        endpoint.WithMetadata(new QueryParameter(name, type, description));

    /// <summary>The identifier in the request's path.</summary>
    public static string PathId(this HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        return id.Contains("%2F", StringComparison.OrdinalIgnoreCase) ? WithSlashes(http, id) : id;
    }

    /// <summary>
    /// The server leaves %2F in a path as it is and decodes everything else, so that an id with a slash cannot be told from one with the
    /// text "%2F". What was sent tells.
    /// </summary>
    private static string WithSlashes(HttpContext http, string id)
    {
        var sent = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        var segment = Array.Find(sent.Split('/'), part =>
            id == Uri.UnescapeDataString(part.Replace("%2F", "%252F", StringComparison.Ordinal)
                .Replace("%2f", "%252f", StringComparison.Ordinal)));
        return segment is null ? id : Uri.UnescapeDataString(segment);
    }
}
