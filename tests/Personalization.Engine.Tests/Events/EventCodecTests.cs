using System.Text;
using System.Text.Json;
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
    public void Golden_bytes_of_version_1_still_read()
    {
        var golden = Convert.FromHexString("011D80E8E5CCF2660265310970616765 5F76696577 0275 31026931 03776562000000000000F83F".Replace(" ", "", StringComparison.Ordinal));
        var e = EventCodec.Read(golden, new NameCache());
        Assert.Equal(new Event { EventId = "e1", EventType = "page_view", UserId = "u1", ItemId = "i1", Channel = "web", Value = 1.5, Timestamp = e.Timestamp }, e);
        var writer = new ByteWriter();
        EventCodec.Write(writer, e);
        Assert.Equal(golden, writer.ToArray());
    }

    [Fact]
    public void Event_of_a_later_version_reads_without_the_members_it_added()
    {
        var writer = new ByteWriter();
        var e = Read(Full, out _)!;
        EventCodec.Write(writer, e);
        writer.Text("a member of version 2");
        var later = writer.ToArray();
        later[0] = 2;
        Assert.Equal(e, EventCodec.Read(later, new NameCache()));
    }

    [Fact]
    public void Bytes_that_are_no_event_lead_to_a_format_exception()
    {
        var writer = new ByteWriter();
        EventCodec.Write(writer, Read(Full, out _)!);
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
        Assert.Equal(1_700_000_000, Read("""{"event_type":"x","user_id":"u","timestamp":1700000000}""", out _)!.Timestamp!.Value.ToUnixTimeSeconds());
        Assert.Equal(1_700_000_000, Read("""{"event_type":"x","user_id":"u","timestamp":1700000000000}""", out _)!.Timestamp!.Value.ToUnixTimeSeconds());
    }

    private static Event? Read(string json, out Fault? fault)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        return EventReader.Read(utf8, ref reader, out fault);
    }
}
