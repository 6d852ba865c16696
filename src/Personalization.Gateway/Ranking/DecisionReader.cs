using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;
using Personalization.Engine.Ranking;

namespace Personalization.Gateway.Ranking;

/// <summary>Reads decision requests from JSON text, member by member. Unknown members are left out. Thread-safe.</summary>
internal static class DecisionReader
{
    /// <summary>Reads a request to choose one item.</summary>
    /// <returns>The request, or <see langword="null"/> and the fault.</returns>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static PersonalizeRequest? ReadPersonalize(ReadOnlySpan<byte> json, out Fault? fault)
    {
        var fields = Read(json, "available_items", out fault);
        return fault is not null ? null : new PersonalizeRequest
        {
            CustomerId = fields.User,
            SessionId = fields.Session,
            AvailableItems = fields.Items!,
            Context = fields.Context,
            Placement = fields.Placement,
        };
    }

    /// <summary>Reads a request to order a list.</summary>
    /// <returns>The request, or <see langword="null"/> and the fault.</returns>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static RankRequest? ReadRank(ReadOnlySpan<byte> json, out Fault? fault)
    {
        var fields = Read(json, "items", out fault);
        return fault is not null ? null : new RankRequest
        {
            UserId = fields.User,
            SessionId = fields.Session,
            Items = fields.Items!,
            Placement = fields.Placement,
            Explain = fields.Explain,
        };
    }

    private static Fields Read(ReadOnlySpan<byte> json, string itemsName, out Fault? fault)
    {
        fault = null;
        var fields = default(Fields);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 32 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fault = new Fault("request", $"is a JSON {JsonMember.Describe(reader.TokenType)}; an object is expected");
            return fields;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && fault is null)
        {
            if (reader.ValueTextEquals(itemsName))
            {
                fields.Items = ReadItems(ref reader, itemsName, ref fault);
            }
            else if (reader.ValueTextEquals("customer_id"u8) || reader.ValueTextEquals("user_id"u8))
            {
                fields.User = JsonMember.Id(ref reader, "customer_id", ref fault) ?? fields.User;
            }
            else if (reader.ValueTextEquals("session_id"u8))
            {
                fields.Session = JsonMember.Id(ref reader, "session_id", ref fault);
            }
            else if (reader.ValueTextEquals("context"u8))
            {
                fields.Context = JsonMember.Object(json, ref reader, "context", ref fault);
            }
            else if (reader.ValueTextEquals("placement"u8))
            {
                fields.Placement = JsonMember.String(ref reader, "placement", ref fault);
            }
            else if (reader.ValueTextEquals("explain"u8))
            {
                reader.Read();
                fields.Explain = reader.TokenType == JsonTokenType.True;
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        if (fault is null)
        {
            // Nothing may follow: the reader throws when something does.
            reader.Read();
        }
        fault ??= fields.User is { } user ? IdRules.Check("customer_id", user) : null;
        fault ??= fields.Session is { } session ? IdRules.Check("session_id", session) : null;
        fault ??= fields.Items is null ? new Fault(itemsName, $"is missing; 1 to {DecisionPath.MaxCount} items are expected") : null;
        return fields;
    }

    private static List<string>? ReadItems(ref Utf8JsonReader reader, string name, ref Fault? fault)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            fault = new Fault(name, $"is a JSON {JsonMember.Describe(reader.TokenType)}; an array of item ids is expected");
            reader.Skip();
            return null;
        }
        var items = new List<string>(20);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var id = reader.TokenType switch
            {
                JsonTokenType.String => JsonMember.Text(ref reader),
                JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
                JsonTokenType.StartObject => ReadItemObject(ref reader, ref fault),
                _ => null,
            };
            if (id is null || !IdRules.IsFine(id) || items.Count == DecisionPath.MaxCount)
            {
                fault ??= items.Count == DecisionPath.MaxCount
                    ? new Fault(name, $"has more than {DecisionPath.MaxCount} entries; 1 to {DecisionPath.MaxCount} are allowed")
                    : id is null
                        ? new Fault(
                            $"{name}[{items.Count}]",
                            "is no item id; a string of 1 to 128 characters, or an object with item_id, is expected")
                    : IdRules.Check($"{name}[{items.Count}]", id);
                return null;
            }
            items.Add(id);
        }
        fault ??= items.Count == 0
            ? new Fault(name, $"is empty; 1 to {DecisionPath.MaxCount} items are expected")
            : FindRepetition(items, name);
        return items;
    }

    private static string? ReadItemObject(ref Utf8JsonReader reader, ref Fault? fault)
    {
        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("item_id"u8) || reader.ValueTextEquals("product_id"u8) || reader.ValueTextEquals("id"u8))
            {
                id = JsonMember.Id(ref reader, "item_id", ref fault);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        return id;
    }

    private static Fault? FindRepetition(List<string> items, string name)
    {
        if (items.Count <= 32)
        {
            for (var i = 1; i < items.Count; i++)
            {
                for (var k = 0; k < i; k++)
                {
                    if (items[i] == items[k])
                    {
                        return Repeated(name, i, items[i]);
                    }
                }
            }
            return null;
        }
        var seen = new HashSet<string>(items.Count, StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!seen.Add(items[i]))
            {
                return Repeated(name, i, items[i]);
            }
        }
        return null;
    }

    private static Fault Repeated(string name, int index, string id) =>
        new($"{name}[{index}]", $"repeats '{id}'; each item may be given once");

    private struct Fields
    {
        public string? User;
        public string? Session;
        public string? Placement;
        public List<string>? Items;
        public JsonText Context;
        public bool Explain;
    }
}
