using System.Text;
using System.Text.Json;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Engine.Tests.Events;

public sealed class EventCodecTests
{
    private const string Full =
        """
        {"event_id":"evt_12345","event_type":"page_view","customer_id":"user_67890","session_id":"sess_abc123","product_id":"prod_456","timestamp":"2026-11-20T14:30:00Z","channel":"web","value":1.5,"quantity":2,"context":{"device":"desktop","location":"US-CA","referrer":"google"},"properties":{"page_url":"/product/electronics/laptop-pro"},"campaign":{"id":[1,2]}}
        """;

    [Fact]
    public void Event_of_the_documentation_reads_with_aliases_and_keeps_unknown_members()
    {
        var e = Read(Full, out var fault)!;
        Assert.Null(fault);
        Assert.Equal("user_67890", e.UserId);
        Assert.Equal("prod_456", e.ItemId);
        Assert.Equal("""{"campaign":{"id":[1,2]},"page_url":"/product/electronics/laptop-pro"}""", e.Properties.ToString());
        Assert.Equal("desktop", e.Context.GetString("device"u8));
    }

    [Fact]
    public void Binary_form_reads_back_equal()
    {
        var names = new NameCache();
        foreach (var json in new[] { Full, """{"event_id":"😀","event_type":"x","session_id":"s","timestamp":0}""" })
        {
            var e = Read(json, out _)!;
            var writer = new ByteWriter(1);
            EventCodec.Write(writer, e);
            Assert.Equal(e, EventCodec.Read(writer.Written, names));
        }
    }

    [Fact]
    public void Random_events_read_back_equal()
    {
        var random = SeededRandom.Create(11);
        var (names, writer) = (new NameCache(), new ByteWriter(1));
        for (var i = 0; i < 3000; i++)
        {
            var e = RandomEvents.Next(random);
            writer.Clear();
            EventCodec.Write(writer, e);
            var bytes = writer.ToArray();
            var read = EventCodec.Read(bytes, names);
            Assert.Equal(e, read);
            writer.Clear();
            EventCodec.Write(writer, read);
            Assert.Equal(bytes, writer.ToArray());
        }
    }

    [Fact]
    public void Events_on_an_item_share_the_facts_that_were_read()
    {
        var names = new NameCache();
        var writer = new ByteWriter();
        EventCodec.Write(writer, Read(Full, out _)! with { Facts = new ItemFacts { Category = "shoes", Tags = ["new"] } });
        var first = EventCodec.Read(writer.Written, names).Facts;
        Assert.NotNull(first);
        Assert.Same(first, EventCodec.Read(writer.Written, names).Facts);
        writer.Clear();
        EventCodec.Write(writer, Read(Full, out _)! with { Facts = new ItemFacts() });
        Assert.Same(ItemFacts.Unknown, EventCodec.Read(writer.Written, names).Facts);
    }

    [Fact]
    public void Event_of_a_later_version_reads_without_the_members_it_added()
    {
        var e = Read(Full, out _)! with { Facts = new ItemFacts { Brand = "Acme" } };
        var writer = new ByteWriter();
        EventCodec.Write(writer, e);
        var now = new ByteReader(writer.ToArray());
        now.Byte();
        now.Signed();
        now.Block();
        now.Block();
        now.Byte();
        var header = writer.ToArray().AsSpan(1, now.Offset - 1).ToArray();
        var payload = now.Block().ToArray();

        // Here flags are two bytes; bit 10 is of no member of today. The later release adds a member to the payload and a part behind it.
        payload[1] |= 8;
        var later = new ByteWriter();
        later.Byte(3);
        later.Raw(header);
        later.Block([.. payload, 4, 1, 2, 3, 4]);
        later.Text("a part of version 3");
        Assert.Equal(e, EventCodec.Read(later.Written, new NameCache()));
    }

    [Fact]
    public void Facts_of_a_later_version_read_without_the_members_they_added_and_keep_them_when_passed_on()
    {
        var later = new byte[] { 64 | 4, 4, (byte)'A', (byte)'c', (byte)'m', (byte)'e', 1, 2, 3 };
        var facts = FactsCodec.Read(later, new NameCache());
        Assert.Equal(new ItemFacts { Brand = "Acme" }, facts);
        Assert.Equal(later, FactsCodec.Bytes(facts));
    }

    [Fact]
    public void Payload_in_an_unknown_encoding_leads_to_a_format_exception_that_names_it()
    {
        var writer = new ByteWriter();
        writer.Byte(2);
        writer.Signed(0);
        writer.Text("e");
        writer.Text("x");
        writer.Byte(7);
        writer.Block([1, 2, 3]);
        var fault = Assert.Throws<FormatException>(() => EventCodec.Read(writer.Written, new NameCache()));
        Assert.Contains("encoding 7", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_event_lead_to_a_format_exception()
    {
        var writer = new ByteWriter();
        EventCodec.Write(writer, Read(Full, out _)! with { Facts = new ItemFacts { Category = "shoes", Tags = ["new"], Price = 5 } });
        var whole = writer.ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<FormatException>(() => EventCodec.Read(whole.AsSpan(0, length), new NameCache()));
        }
        Assert.Throws<FormatException>(() => EventCodec.Read(Convert.FromHexString("0000"), new NameCache()));
        Assert.Throws<FormatException>(() => EventCodec.Read(Convert.FromHexString("0100FEFFFFFFFFFFFFFFFF01"), new NameCache()));
    }

    [Theory]
    [InlineData("""{"event_type":5,"user_id":"u"}""", "event_type", "number")]
    [InlineData("""{"event_type":"x","user_id":{}}""", "user_id", "object")]
    [InlineData("""{"event_type":"x","user_id":"u","value":"12"}""", "value", "string")]
    [InlineData("""{"event_type":"x","user_id":"u","timestamp":"yesterday"}""", "timestamp", "2026-11-20T14:30:00Z")]
    [InlineData("""{"event_type":"x","user_id":"u","context":[1]}""", "context", "array")]
    [InlineData("""{"user_id":"u"}""", "event_type", "missing")]
    [InlineData("""[1,2]""", "event", "object is expected")]
    public void Wrong_type_names_field_and_fault(string json, string field, string message)
    {
        Assert.Null(Read(json, out var fault));
        Assert.Equal(field, fault!.Field);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Number_as_id_is_taken_as_text() => Assert.Equal("42", Read("""{"event_type":"x","user_id":42}""", out _)!.UserId);

    [Fact]
    public void Time_may_be_seconds_or_milliseconds()
    {
        Assert.Equal(
            1_700_000_000,
            Read("""{"event_type":"x","user_id":"u","timestamp":1700000000}""", out _)!.Timestamp!.Value.ToUnixTimeSeconds());
        Assert.Equal(
            1_700_000_000,
            Read("""{"event_type":"x","user_id":"u","timestamp":1700000000000}""", out _)!.Timestamp!.Value.ToUnixTimeSeconds());
    }

    private static Event? Read(string json, out Fault? fault)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        return EventReader.Read(utf8, ref reader, out fault);
    }
}
