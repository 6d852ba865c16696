using System.Text.Json;
using Personalization.Log.Events;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Events;

/// <summary><c>POST /api/v1/events</c>: one event, an array, or a stream of lines.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var intake = routes.ServiceProvider.GetRequiredService<EventIntake>();
        var options = routes.ServiceProvider.GetRequiredService<GatewayOptions>();
        routes.Post("/api/v1/events", http => Collect(http, intake, options))
            .WithTags("Events")
            .WithSummary("Collect events")
            .WithDescription(
                "One event object, an array of them, or one object a line (application/x-ndjson, streamed). "
                + "The answer comes when every accepted event is durable and visible to the next decision. Faulty events are refused one "
                + "by one, with their index; an event_id that was seen before counts once.")
            .AcceptsOneOrMany<Event>("application/x-ndjson")
            .Produces<EventAnswer>()
            .Problems(400, 413, 503, 507);
    }

    private static async Task Collect(HttpContext http, EventIntake intake, GatewayOptions options)
    {
        var receipt = new EventReceipt();
        var (isSingle, isWhole) = (false, true);
        try
        {
            if (http.Request.ContentType?.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase) == true)
            {
                isWhole = await EventLines.Read(http, intake, receipt, options.MaxLineBytes);
            }
            else
            {
                isSingle = await RequestBody.Read(
                    http, options.MaxJsonBytes, (intake, receipt), static (json, to) => ReadValues(json, to.intake, to.receipt));
            }
            intake.Publish(receipt, last: true);
            await receipt.Drain();
        }
        catch (LogUnavailableException fault) when (receipt.Accepted > 0 || receipt.Duplicates > 0)
        {
            // Part of a stream is in already. The client is told how far it went; sending all of it again counts nothing twice if it has
            // ids.
            await Problem.Refused(http, new LogUnavailableException(
                fault.Refusal, $"{receipt.Accepted + receipt.Duplicates} events of this request were accepted before: {fault.Message}",
                fault));
            return;
        }
        finally
        {
            await receipt.Settle();
            intake.Count(receipt);
        }
        if (!isWhole)
        {
            await Problem.Write(http, StatusCodes.Status413PayloadTooLarge, "A line is too large",
                $"Line {receipt.Lines + 1} has more than {options.MaxLineBytes} bytes, which is the limit here. The "
                + $"{receipt.Accepted + receipt.Duplicates} events before it were accepted.");
            return;
        }
        if (isSingle && receipt.Rejected == 1)
        {
            await Problem.Faulty(http, new Fault(receipt.Errors[0].Field, receipt.Errors[0].Message));
            return;
        }
        http.Response.StatusCode = receipt.Rejected > 0 && receipt.Accepted + receipt.Duplicates == 0 ? 400 : 200;
        var answer = new EventAnswer(receipt.Accepted, receipt.Duplicates, receipt.Rejected, receipt.Errors);
        await JsonResponse.Write(http, answer, EventAnswerJson.Default.EventAnswer);
    }

    /// <returns>Whether the body was a single object.</returns>
    private static bool ReadValues(ReadOnlySpan<byte> json, EventIntake intake, EventReceipt receipt)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 32 });
        var values = 0;
        var isArray = false;
        while (reader.Read())
        {
            values++;
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                intake.Read(json, ref reader, receipt);
                continue;
            }
            isArray = true;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                intake.Read(json, ref reader, receipt);
            }
        }
        if (values == 0)
        {
            throw new JsonException("The body is empty; an event, an array of events or lines of events are expected.");
        }
        return values == 1 && !isArray;
    }
}
