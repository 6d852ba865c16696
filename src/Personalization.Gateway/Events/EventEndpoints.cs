using System.Buffers;
using System.Text.Json;
using Personalization.Actors.Events;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Events;

/// <summary><c>POST /api/v1/events</c>: one event, an array, or a stream of lines.</summary>
internal static class EventEndpoints
{
    private const int ChunkEvents = 1000;

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var intake = routes.ServiceProvider.GetRequiredService<EventIntake>();
        var options = routes.ServiceProvider.GetRequiredService<GatewayOptions>();
        routes.Post("/api/v1/events", http => Collect(http, intake, options))
            .WithTags("Events")
            .WithSummary("Collect events")
            .WithDescription(
                "One event object, an array of them, or one object a line (application/x-ndjson, streamed). The answer comes when every accepted event is durable "
                + "and visible to the next decision. Faulty events are refused one by one, with their index; an event_id that was seen before counts once.")
            .Accepts<Event>("application/json", "application/x-ndjson")
            .Produces<EventAnswer>()
            .Problems(400, 413, 503, 507);
    }

    private static async Task Collect(HttpContext http, EventIntake intake, GatewayOptions options)
    {
        var receipt = new EventReceipt();
        var isSingle = false;
        try
        {
            if (http.Request.ContentType?.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase) == true)
            {
                await ReadLines(http, intake, receipt, options.MaxLineBytes);
            }
            else
            {
                var body = await RequestBody.Read(http, options.MaxJsonBytes);
                isSingle = ReadValues(body.Span, intake, receipt);
            }
            intake.Publish(receipt);
            await receipt.Drain();
        }
        catch (LogUnavailableException fault) when (receipt.Accepted > 0 || receipt.Duplicates > 0)
        {
            // Part of a stream is in already. The client is told how far it went; sending all of it again counts nothing twice if it has ids.
            await Problem.Refused(http, new LogUnavailableException(
                fault.Refusal, $"{receipt.Accepted + receipt.Duplicates} events of this request were accepted before: {fault.Message}", fault));
            return;
        }
        finally
        {
            intake.Count(receipt);
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

    private static async Task ReadLines(HttpContext http, EventIntake intake, EventReceipt receipt, int maxLine)
    {
        var pipe = http.Request.BodyReader;
        while (true)
        {
            var read = await pipe.ReadAsync(http.RequestAborted);
            var rest = ReadWholeLines(read.Buffer, intake, receipt);
            if (read.IsCompleted)
            {
                ReadLine(rest, intake, receipt);
                pipe.AdvanceTo(read.Buffer.End);
                return;
            }
            if (rest.Length > maxLine)
            {
                throw new BadHttpRequestException($"Line {receipt.Seen + 1} has more than {maxLine} bytes.", StatusCodes.Status413PayloadTooLarge);
            }
            pipe.AdvanceTo(rest.Start, read.Buffer.End);
            await receipt.Pace();
        }
    }

    private static ReadOnlySequence<byte> ReadWholeLines(ReadOnlySequence<byte> buffer, EventIntake intake, EventReceipt receipt)
    {
        while (buffer.PositionOf((byte)'\n') is { } end)
        {
            ReadLine(buffer.Slice(0, end), intake, receipt);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            if (receipt.ChunkSize >= ChunkEvents)
            {
                intake.Publish(receipt);
            }
        }
        return buffer;
    }

    private static void ReadLine(in ReadOnlySequence<byte> line, EventIntake intake, EventReceipt receipt)
    {
        if (line.IsSingleSegment)
        {
            intake.ReadLine(line.FirstSpan, receipt);
            return;
        }
        var length = (int)line.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        line.CopyTo(copy);
        intake.ReadLine(copy.AsSpan(0, length), receipt);
        ArrayPool<byte>.Shared.Return(copy);
    }
}
