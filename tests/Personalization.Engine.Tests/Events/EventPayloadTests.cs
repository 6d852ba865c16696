using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Engine.Tests.Events;

/// <summary>
/// Events as releases stored them: a folder of files per version of the form, each file written once by that release and never changed.
/// </summary>
public sealed class EventPayloadTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 14, 30, 0, TimeSpan.Zero);

    private static readonly Event Full = new()
    {
        EventId = "evt_12345",
        EventType = "add_to_cart",
        UserId = "user_67890",
        SessionId = "sess_abc123",
        ItemId = "prod_456 😀",
        Timestamp = At.AddMilliseconds(123),
        Channel = "web",
        Value = 19.99,
        Quantity = 2,
        Context = JsonText.Parse("""{"device":"desktop"}"""),
        Properties = JsonText.Parse("""{"page_url":"/product/äöü"}"""),
    };

    private static readonly Dictionary<string, Event> Samples = new()
    {
        ["full"] = Full,
        ["minimal"] = new Event { EventId = "e", EventType = "x", SessionId = "s", Timestamp = DateTimeOffset.UnixEpoch },
        ["view"] = new Event { EventId = "e1", EventType = "page_view", UserId = "u1", ItemId = "i1", Channel = "web", Timestamp = At },
        ["long"] = Full with
        {
            EventId = new string('i', 128),
            EventType = new string('t', 64),
            Properties = JsonText.Parse($$"""{"text":"{{new string('x', 20000)}}"}"""),
        },
        ["facts"] = Full with
        {
            Facts = new ItemFacts
            {
                Category = "electronics",
                Subcategory = "laptops",
                Brand = "Müller & Söhne",
                PriceLevel = "1000-2000",
                Price = 1299.5f,
                Tags = ["new", "14″"],
            },
        },
        ["facts_unknown"] = Full with { Facts = ItemFacts.Unknown },
    };

    public static TheoryData<string> Version1 => ["full", "minimal", "view", "long"];

    public static TheoryData<string> Version2 => [.. Samples.Keys];

    [Theory]
    [MemberData(nameof(Version1))]
    public void Event_stored_in_version_1_reads_as_it_was_meant(string sample) =>
        Assert.Equal(Samples[sample], EventCodec.Read(Payload("event-1", sample), new NameCache()));

    [Theory]
    [MemberData(nameof(Version2))]
    public void Event_stored_in_version_2_reads_as_it_was_meant_and_is_written_so(string sample)
    {
        var payload = Payload("event-2", sample);
        Assert.Equal(Samples[sample], EventCodec.Read(payload, new NameCache()));
        var writer = new ByteWriter();
        EventCodec.Write(writer, Samples[sample]);
        Assert.Equal(Convert.ToHexString(payload), Convert.ToHexString(writer.Written));
    }

    private static byte[] Payload(string version, string sample) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Payloads", version, sample + ".bin"));
}
