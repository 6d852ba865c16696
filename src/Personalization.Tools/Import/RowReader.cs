using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Import;

/// <summary>
/// Turns rows into items or events by a <see cref="ColumnMap"/>. Columns that fill no field are kept among the open-ended data.
/// </summary>
/// <param name="map">Which column fills which field.</param>
/// <param name="idPrefix">Stands before the row's line in ids that are made up for events.</param>
internal sealed class RowReader(ColumnMap map, string idPrefix)
{
    // Texts are kept as UTF-8: the result goes into JSON, never into a page.
    private static readonly JsonWriterOptions s_asWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly (string Part, string Member, ColumnSource Source)[] _members = [.. map.Members];
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private IImportRow _row = null!;
    private ImportFault? _fault;

    /// <summary>Reads a row.</summary>
    public ImportRecord Read(IImportRow row)
    {
        _row = row;
        _fault = null;
        if (map.Kind == ImportKind.Items)
        {
            var item = Item();
            return _fault is null ? new ImportRecord(row.Line, item) : new ImportRecord(_fault);
        }
        var read = Event();
        return _fault is null ? new ImportRecord(row.Line, read) : new ImportRecord(_fault);
    }

    private Event Event() => new()
    {
        EventId = Text("event_id") ?? string.Create(CultureInfo.InvariantCulture, $"{idPrefix}-{_row.Line}"),
        EventType = Required("event_type"),
        UserId = Text("user_id") ?? (map["user_id"].Column == "user_id" ? _row.Value("customer_id") : null),
        SessionId = Text("session_id"),
        ItemId = Text("item_id") ?? (map["item_id"].Column == "item_id" ? _row.Value("product_id") : null),
        Timestamp = Time("timestamp"),
        Channel = Text("channel"),
        Value = Number("value"),
        Quantity = Number("quantity"),
        Context = Open("context", keepRest: false),
        Properties = Open("properties", keepRest: true),
    };

    private Item Item() => new()
    {
        ItemId = Text("item_id") ?? _row.Value("product_id") ?? Required("item_id"),
        Name = Text("name"),
        Category = Text("category"),
        Subcategory = Text("subcategory"),
        Brand = Text("brand"),
        Price = Number("price"),
        Margin = Number("margin"),
        Stock = Whole("stock"),
        Rating = Number("rating"),
        Tags = map["tags"] is { Column: { } column } ? _row.List(column) : [map["tags"].Constant!],
        Text = Text("text"),
        Attributes = Open("attributes", keepRest: true),
        AvailableFrom = Time("available_from"),
    };

    private string? Text(string field) => map[field] is { Column: { } column } ? _row.Value(column) : map[field].Constant;

    private string Required(string field)
    {
        if (Text(field) is { } text)
        {
            return text;
        }
        var column = map[field].Column;
        Fail(field, column == field
            ? $"The field is missing; map it with {field}=COLUMN or {field}=const:TEXT."
            : $"The column \"{column}\" that fills it is absent or empty.");
        return "";
    }

    private double? Number(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }
        Fail(field, $"\"{ImportFault.Shorten(text)}\" is no number; expected is one such as 12.5.");
        return null;
    }

    private int? Whole(string field)
    {
        var number = Number(field);
        if (number is null || (number == Math.Floor(number.Value) && Math.Abs(number.Value) <= int.MaxValue))
        {
            return (int?)number;
        }
        Fail(field, $"{number.Value.ToString(CultureInfo.InvariantCulture)} is no whole number.");
        return null;
    }

    private DateTimeOffset? Time(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }
        if (Timestamps.TryParse(text, out var time))
        {
            return time;
        }
        Fail(field, $"\"{ImportFault.Shorten(text)}\" is no point in time; expected is {Timestamps.Expected}.");
        return null;
    }

    private void Fail(string field, string fault) => _fault ??= new ImportFault(_row.Line, field, fault, ImportFault.Shorten(_row.Text));

    /// <summary>
    /// An open-ended part: the members of the column that holds it as a whole, mapped members, and, if wanted, all columns left over.
    /// </summary>
    private JsonText Open(string part, bool keepRest)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer, s_asWritten);
        json.WriteStartObject();
        var empty = true;
        if (Text(part) is { } whole)
        {
            empty = !WriteMembers(part, whole, json);
        }
        foreach (var (into, member, source) in _members)
        {
            if (into != part)
            {
                continue;
            }
            if (source.Constant is { } constant)
            {
                json.WriteString(member, constant);
                empty = false;
            }
            else if (_row.Value(source.Column!) is not null)
            {
                json.WritePropertyName(member);
                _row.Write(source.Column!, json);
                empty = false;
            }
        }
        foreach (var column in keepRest ? _row.Columns : [])
        {
            if (map.Uses(column) || column is "product_id" or "customer_id" || _row.Value(column) is null)
            {
                continue;
            }
            json.WritePropertyName(column);
            _row.Write(column, json);
            empty = false;
        }
        json.WriteEndObject();
        json.Flush();
        return empty ? default : new JsonText(_buffer.WrittenSpan.ToArray());
    }

    private bool WriteMembers(string part, string text, Utf8JsonWriter json)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var any = false;
                foreach (var member in document.RootElement.EnumerateObject())
                {
                    member.WriteTo(json);
                    any = true;
                }
                return any;
            }
        }
        catch (JsonException)
        {
            // Falls through to the same fault as JSON that is no object.
        }
        Fail(part, "The text is no JSON object.");
        return false;
    }
}
