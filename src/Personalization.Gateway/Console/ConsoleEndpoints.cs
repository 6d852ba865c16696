using System.Reflection;
using System.Security.Cryptography;

namespace Personalization.Gateway.Console;

/// <summary>Serves the console's files, which are part of the program.</summary>
internal static class ConsoleEndpoints
{
    private const string Prefix = "console/";

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        var assembly = typeof(ConsoleEndpoints).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var path = name[Prefix.Length..].Replace('\\', '/');
            var content = Read(assembly, name);
            var tag = $"\"{Convert.ToHexString(SHA256.HashData(content))[..16]}\"";
            routes.MapGet(path == "index.html" ? "/" : "/" + path, (HttpContext http) => Serve(http, content, tag, ContentType(path)))
                .ExcludeFromDescription();
        }
    }

    private static Task Serve(HttpContext http, byte[] content, string tag, string type)
    {
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (http.Request.Headers.IfNoneMatch.Contains(tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        http.Response.ContentType = type;
        http.Response.ContentLength = content.Length;
        return http.Response.Body.WriteAsync(content, 0, content.Length);
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string ContentType(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
