using System.Buffers;
using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Events;

namespace Personalization.Benchmarks.Load;

/// <summary>
/// Prepares large bodies of newline-delimited JSON events. Their load run's <see cref="HttpLoadResult.UnitsPerSecond"/> is events per
/// second. The bodies are sent over and over: an event that carries an id counts as a retry from its second sending on, so leave the id out
/// unless that is what is to be measured.
/// </summary>
internal static class NdjsonIngest
{
    /// <summary>The media type of the bodies.</summary>
    public const string ContentType = "application/x-ndjson";

    /// <summary>Builds one request per body.</summary>
    /// <param name="path">Path and query to post to.</param>
    /// <param name="bodies">How many different bodies.</param>
    /// <param name="eventsPerBody">How many events each holds, 500 to 2,000 for a realistic batch.</param>
    /// <param name="write">Writes the JSON object of the event with the given number, counted from 0 over all bodies.</param>
    /// <param name="headers">Further header lines.</param>
    public static IReadOnlyList<LoadRequest> Requests(
        string path, int bodies, int eventsPerBody, Action<IBufferWriter<byte>, int> write, params ReadOnlySpan<string> headers)
    {
        var requests = new LoadRequest[bodies];
        var body = new ArrayBufferWriter<byte>(eventsPerBody * 256);
        for (var b = 0; b < bodies; b++)
        {
            body.ResetWrittenCount();
            for (var e = 0; e < eventsPerBody; e++)
            {
                write(body, b * eventsPerBody + e);
                body.Write("\n"u8);
            }
            requests[b] = LoadRequest.Post(path, body.WrittenSpan, ContentType, eventsPerBody, headers);
        }
        return requests;
    }

    /// <summary>Builds one request per body out of events.</summary>
    public static IReadOnlyList<LoadRequest> Requests(
        string path, int bodies, int eventsPerBody, Func<int, Event> eventOf, params ReadOnlySpan<string> headers) =>
        Requests(path, bodies, eventsPerBody, (body, number) => Write(body, eventOf(number)), headers);

    /// <summary>A plausible shop event: someone looks at, clicks, takes or buys an item.</summary>
    /// <param name="number">The event's number; the same number gives the same event.</param>
    /// <param name="users">How many people there are.</param>
    /// <param name="items">How many items there are.</param>
    public static Event ShopEvent(int number, int users, int items)
    {
        var random = new Random(number);
        var type = random.Next(20) switch
        {
            < 13 => EventTypes.PageView,
            < 17 => EventTypes.Click,
            < 19 => EventTypes.AddToCart,
            _ => EventTypes.Purchase,
        };
        var user = random.Next(users);
        return new Event
        {
            EventType = type,
            UserId = $"user-{user}",
            SessionId = $"session-{user}",
            ItemId = $"item-{random.Next(items)}",
            Channel = Channels.Web,
            Value = type == EventTypes.Purchase ? random.Next(500, 20_000) / 100.0 : null,
        };
    }

    private static void Write(IBufferWriter<byte> body, Event e)
    {
        using var writer = new Utf8JsonWriter(body);
        JsonSerializer.Serialize(writer, e, ContractsJson.Default.Event);
    }
}
