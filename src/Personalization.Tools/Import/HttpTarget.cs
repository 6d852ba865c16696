using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Import;

/// <summary>Imports into a running engine over HTTP: one JSON object a line to <c>api/v1/items</c> and <c>api/v1/events</c>.</summary>
/// <param name="http">Its base address is the engine; authentication is set on it.</param>
/// <param name="time">Tells how long a <c>Retry-After</c> date is away.</param>
internal sealed class HttpTarget(HttpClient http, TimeProvider time) : IImportTarget
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <inheritdoc/>
    public string Name =>
        http.BaseAddress?.AbsoluteUri ?? throw new InvalidOperationException("The HTTP client needs the base address of the engine.");

    /// <inheritdoc/>
    public ValueTask<ImportReply> Append(IReadOnlyList<Item> items, CancellationToken cancellationToken) =>
        Post("api/v1/items", items, ContractsJson.Default.Item, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImportReply> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken) =>
        Post("api/v1/events", events, ContractsJson.Default.Event, cancellationToken);

    private async ValueTask<ImportReply> Post<T>(
        string path, IReadOnlyList<T> values, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var content = Lines(values, type);
        try
        {
            using var response = await http.PostAsync(path, content, cancellationToken);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            {
                throw new TargetBusyException($"{path} answers {(int)response.StatusCode}.", RetryAfter(response));
            }
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.MultiStatus)
            {
                return HttpReply.Refused(body, values.Count);
            }
            response.EnsureSuccessStatusCode();
            return HttpReply.Accepted(body, values.Count);
        }
        catch (HttpRequestException unreachable) when (unreachable.StatusCode is null)
        {
            throw new TargetBusyException($"{Name} does not answer: {unreachable.Message}", inner: unreachable);
        }
        catch (TaskCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TargetBusyException($"{Name} did not answer in time.", inner: late);
        }
    }

    private ReadOnlyMemoryContent Lines<T>(IReadOnlyList<T> values, JsonTypeInfo<T> type)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        foreach (var value in values)
        {
            JsonSerializer.Serialize(json, value, type);
            json.Reset();
            _buffer.Write("\n"u8);
        }
        // A copy: a request that timed out may still be reading while the next batch is written.
        return new ReadOnlyMemoryContent(_buffer.WrittenSpan.ToArray())
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") }
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };
}
