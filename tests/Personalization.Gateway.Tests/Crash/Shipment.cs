using System.Net.Http.Headers;
using System.Text;

namespace Personalization.Gateway.Tests.Crash;

/// <summary>One request with events that each carry an id, to be sent as often as it takes.</summary>
internal sealed record Shipment(string Body, string Type, IReadOnlyList<(string Id, string User, int Value)> Events, int Repeated)
{
    /// <summary>A single event, an array, or lines; some repeat an event within the body.</summary>
    public static Shipment Random(string name, int users, Random random)
    {
        var form = random.Next(3);
        var count = form == 0 ? 1 : random.Next(1, 40);
        var events = Enumerable.Range(0, count)
            .Select(i => (Id: $"{name}-{i}", User: $"u{random.Next(users)}", Value: random.Next(1, 10)))
            .ToArray();
        var texts = events.Select(e =>
            $$"""{"event_id":"{{e.Id}}","event_type":"page_view","user_id":"{{e.User}}","session_id":"s-{{e.User}}","item_id":"i{{random.Next(50)}}","value":{{e.Value}}}""").ToList();
        var repeated = form == 0 ? 0 : random.Next(3);
        texts.AddRange(texts[..Math.Min(repeated, count)]);
        return form switch
        {
            0 => new Shipment(texts[0], "application/json", events, 0),
            1 => new Shipment("[" + string.Join(',', texts) + "]", "application/json", events, texts.Count - count),
            _ => new Shipment(string.Join('\n', texts) + "\n", "application/x-ndjson", events, texts.Count - count),
        };
    }

    public HttpContent Content()
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        content.Headers.ContentType = new MediaTypeHeaderValue(Type);
        return content;
    }
}
