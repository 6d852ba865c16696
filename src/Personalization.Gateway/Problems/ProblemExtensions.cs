using System.Text.Json;
using Personalization.Log.Events;
using Personalization.Grains.Hosting;

namespace Personalization.Gateway.Problems;

/// <summary>Turns what goes wrong anywhere into problem details.</summary>
internal static partial class ProblemExtensions
{
    public static void UseProblems(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Personalization.Gateway.Problems");
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (BadHttpRequestException fault)
            {
                await Problem.Write(http, fault.StatusCode, Title(fault.StatusCode), fault.Message);
            }
            catch (JsonException fault)
            {
                await Problem.Malformed(http, fault);
            }
            catch (InvalidDataException fault)
            {
                await Problem.Write(
                    http, 400, Title(400), $"The body is not what its Content-Encoding says: gzip, deflate or br. {fault.Message}");
            }
            catch (LogUnavailableException fault)
            {
                await Problem.Refused(http, fault);
            }
            catch (Exception fault) when (ClusterEngine.IsTransient(fault))
            {
                await Problem.Refused(http, new LogUnavailableException(
                    LogRefusal.Moved, "A node of the cluster does not answer. Try again: another one takes over."));
            }
            catch (Exception fault) when (fault is (OperationCanceledException or IOException)
                && http.RequestAborted.IsCancellationRequested)
            {
                // The client has gone; there is nobody to answer.
            }
            catch (Exception fault)
            {
                LogUnhandled(logger, fault, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "no endpoint");
                await Problem.Write(
                    http, 500, "Something failed inside", "The request could not be answered; the fault is in the server's log.");
            }
            if (http.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null })
            {
                await Problem.Write(http, http.Response.StatusCode, Title(http.Response.StatusCode), Detail(http));
            }
        });
    }

    private static string Title(int status) => status switch
    {
        404 => "Not found",
        405 => "Method not allowed",
        408 => "The body came too slowly",
        413 => "The body is too large",
        415 => "Unsupported media type",
        _ => "The request cannot be understood",
    };

    private static string Detail(HttpContext http) => http.Response.StatusCode == 415
        ? $"The content type '{http.Request.ContentType}' is not read here: application/json is, "
            + "and for lines of events or items application/x-ndjson."
        : $"{http.Request.Method} {http.Request.Path} is not served here.";

    [LoggerMessage(3001, LogLevel.Error, "{Method} {Endpoint} failed")]
    private static partial void LogUnhandled(ILogger logger, Exception fault, string method, string endpoint);
}
