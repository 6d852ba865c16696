using System.Text;

namespace Personalization.Tools.Import;

/// <summary>Which column fills which field, written <c>user_id=customer,timestamp=ts,event_type=const:purchase</c>. Immutable.</summary>
internal sealed class ColumnMap
{
    private static readonly string[] s_eventFields =
    [
        "event_id", "event_type", "user_id", "session_id", "item_id", "timestamp", "channel", "value", "quantity", "context",
        "properties"
    ];

    private static readonly string[] s_itemFields =
    [
        "item_id", "name", "category", "subcategory", "brand", "price", "margin", "stock", "rating", "tags", "text", "attributes",
        "available_from",
    ];

    private readonly Dictionary<string, ColumnSource> _sources = [];
    private readonly HashSet<string> _columns = [];

    private ColumnMap(ImportKind kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>What the fields are of.</summary>
    public ImportKind Kind { get; }

    /// <summary>The map as it was written.</summary>
    public string Text { get; }

    /// <summary>Fields such as <c>context.device</c> that become members of an open-ended part of the record, with their sources.</summary>
    public IEnumerable<(string Part, string Member, ColumnSource Source)> Members =>
        _sources.Where(static pair => pair.Key.Contains('.'))
            .Select(static pair => (pair.Key[..pair.Key.IndexOf('.')], pair.Key[(pair.Key.IndexOf('.') + 1)..], pair.Value));

    /// <summary>Reads a map. Fields that it leaves out come from the column of the same name.</summary>
    /// <param name="text">
    /// <c>field=column</c> or <c>field=const:text</c>, with commas between; a backslash keeps the comma after it.
    /// </param>
    /// <param name="kind">What the fields are of.</param>
    /// <exception cref="FormatException">An entry cannot be read, or names no field.</exception>
    public static ColumnMap Parse(string? text, ImportKind kind)
    {
        var map = new ColumnMap(kind, text ?? "");
        foreach (var entry in Entries(map.Text))
        {
            var equals = entry.IndexOf('=');
            if (equals <= 0 || equals == entry.Length - 1)
            {
                throw new FormatException($"The mapping \"{entry}\" must be written field=column or field=const:text.");
            }
            var field = entry[..equals].Trim() switch
            {
                "product_id" => "item_id",
                "customer_id" => "user_id",
                var other => other,
            };
            map.Add(field, entry[(equals + 1)..].Trim());
        }
        return map;
    }

    /// <summary>Where a field comes from; the column of the same name when the map does not say.</summary>
    public ColumnSource this[string field] => _sources.TryGetValue(field, out var source) ? source : new ColumnSource(field, null);

    /// <summary>Whether a column fills a field, so that it is not kept among the rest.</summary>
    public bool Uses(string column) => _columns.Contains(column) || (Fields.Contains(column) && !_sources.ContainsKey(column));

    private string[] Fields => Kind == ImportKind.Events ? s_eventFields : s_itemFields;

    private void Add(string field, string source)
    {
        var part = field.Split('.', 2)[0];
        if (!Fields.Contains(part) || (part.Length < field.Length && part is not ("context" or "properties" or "attributes")))
        {
            var open = Kind == ImportKind.Events ? "context.NAME and properties.NAME" : "attributes.NAME";
            throw new FormatException($"The mapping names the field \"{field}\"; the fields are {string.Join(", ", Fields)}, {open}.");
        }
        var constant = source.StartsWith("const:", StringComparison.Ordinal);
        if (!_sources.TryAdd(field, constant ? new ColumnSource(null, source["const:".Length..]) : new ColumnSource(source, null)))
        {
            throw new FormatException($"The mapping names the field \"{field}\" twice.");
        }
        if (!constant)
        {
            _columns.Add(source);
        }
    }

    private static IEnumerable<string> Entries(string text)
    {
        var entry = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == ',')
            {
                entry.Append(text[++i]);
            }
            else if (text[i] == ',')
            {
                yield return entry.ToString();
                entry.Clear();
            }
            else
            {
                entry.Append(text[i]);
            }
        }
        if (entry.Length > 0)
        {
            yield return entry.ToString();
        }
    }
}
