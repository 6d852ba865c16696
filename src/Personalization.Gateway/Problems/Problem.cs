using System.Text.Json;
using Personalization.Log.Events;
using Personalization.Engine.Events;

namespace Personalization.Gateway.Problems;

/// <summary>Answers errors as problem details (RFC 9457): what is wrong, with which field, and what is allowed.</summary>
internal static class Problem
{
    private const string ContentType = "application/problem+json";
    private static readonly ProblemJson s_json =
        new(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Answers with a status and what is wrong.</summary>
    public static Task Write(HttpContext http, int status, string title, string detail, string? field = null)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return Task.CompletedTask;
        }
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        var details = new Dictionary<string, object>
        {
            ["type"] = "about:blank",
            ["title"] = title,
            ["status"] = status,
            ["detail"] = detail,
            ["instance"] = http.Request.Path.Value ?? "",
        };
        if (field is not null)
        {
            details["field"] = field;
        }
        return http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(details, s_json.DictionaryStringObject)).AsTask();
    }

    /// <summary>Answers that a field is faulty.</summary>
    public static Task Faulty(HttpContext http, Fault fault) =>
        Write(http, StatusCodes.Status400BadRequest, "The request has a faulty field", fault.ToString(), fault.Field);

    /// <summary>Answers that the text is no JSON.</summary>
    public static Task Malformed(HttpContext http, JsonException fault) =>
        Write(http, StatusCodes.Status400BadRequest, "The body is no well-formed JSON",
            $"Line {(fault.LineNumber ?? 0) + 1}, byte {(fault.BytePositionInLine ?? 0) + 1}: {Reason(fault)}");

    /// <summary>Why a text is no JSON, without the position.</summary>
    public static string Reason(JsonException fault)
    {
        var end = fault.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? fault.Message : fault.Message[..end];
    }

    /// <summary>Answers that something does not exist.</summary>
    public static Task NotFound(HttpContext http, string what) => Write(http, StatusCodes.Status404NotFound, "Not found", what);

    /// <summary>Answers that the log cannot take more now, and when to ask again.</summary>
    public static Task Refused(HttpContext http, LogUnavailableException fault)
    {
        if (fault.Refusal == LogRefusal.StorageFull)
        {
            http.Response.Headers.RetryAfter = "60";
            return Write(http, StatusCodes.Status507InsufficientStorage, "The storage is full", fault.Message);
        }
        http.Response.Headers.RetryAfter = "1";
        return Write(http, StatusCodes.Status503ServiceUnavailable, "Events cannot be taken now", fault.Message);
    }
}
