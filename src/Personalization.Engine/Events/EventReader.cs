using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Events;

namespace Personalization.Engine.Events;

/// <summary>Reads events from JSON text, member by member, without an intermediate tree. Thread-safe.</summary>
public static class EventReader
{
    private static readonly NameCache Names = new();

    /// <summary>
    /// Reads the object on which <paramref name="reader"/> stands, to its end, also when it is faulty. <paramref name="json"/> is the text
    /// that the reader reads.
    /// </summary>
    /// <returns>The event, or <see langword="null"/> and the fault.</returns>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static Event? Read(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, out Fault? fault)
    {
        fault = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fault = new Fault("event", $"is a JSON {JsonMember.Describe(reader.TokenType)}; an object is expected");
            reader.Skip();
            return null;
        }
        string? id = null, type = null, user = null, session = null, item = null, channel = null;
        DateTimeOffset? timestamp = null;
        double? value = null, quantity = null;
        JsonText context = default, properties = default;
        ExtraMembers? extra = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (fault is not null)
            {
                reader.Read();
                reader.Skip();
                continue;
            }
            switch (reader.ValueSpan.Length)
            {
                case var _ when reader.ValueTextEquals("event_type"u8):
                    type = JsonMember.Name(ref reader, "event_type", Names, ref fault);
                    break;
                case var _ when reader.ValueTextEquals("user_id"u8) || reader.ValueTextEquals("customer_id"u8):
                    user = JsonMember.Id(ref reader, "user_id", ref fault) ?? user;
                    break;
                case var _ when reader.ValueTextEquals("item_id"u8) || reader.ValueTextEquals("product_id"u8):
                    item = JsonMember.Id(ref reader, "item_id", ref fault) ?? item;
                    break;
                case var _ when reader.ValueTextEquals("event_id"u8): id = JsonMember.Id(ref reader, "event_id", ref fault); break;
                case var _ when reader.ValueTextEquals("session_id"u8): session = JsonMember.Id(ref reader, "session_id", ref fault); break;
                case var _ when reader.ValueTextEquals("timestamp"u8):
                    timestamp = JsonMember.Time(ref reader, "timestamp", ref fault);
                    break;
                case var _ when reader.ValueTextEquals("channel"u8):
                    channel = JsonMember.Name(ref reader, "channel", Names, ref fault);
                    break;
                case var _ when reader.ValueTextEquals("value"u8): value = JsonMember.Number(ref reader, "value", ref fault); break;
                case var _ when reader.ValueTextEquals("quantity"u8):
                    quantity = JsonMember.Number(ref reader, "quantity", ref fault);
                    break;
                case var _ when reader.ValueTextEquals("context"u8):
                    context = JsonMember.Object(json, ref reader, "context", ref fault);
                    break;
                case var _ when reader.ValueTextEquals("properties"u8):
                    properties = JsonMember.Object(json, ref reader, "properties", ref fault);
                    break;
                default: (extra ??= new ExtraMembers()).Add(json, ref reader); break;
            }
        }
        if (fault is not null)
        {
            return null;
        }
        if (type is null)
        {
            fault = new Fault("event_type", "is missing");
            return null;
        }
        return new Event
        {
            EventId = id,
            EventType = type,
            UserId = user,
            SessionId = session,
            ItemId = item,
            Timestamp = timestamp,
            Channel = channel,
            Value = value,
            Quantity = quantity,
            Context = context,
            Properties = extra is null ? properties : extra.MergeInto(properties),
        };
    }
}
