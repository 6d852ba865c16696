using System.Globalization;
using System.Text.Json;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Import;

/// <summary>
/// The shop sessions of the OTTO data set: clicks become page views, carts additions to the cart, orders purchases. A session stands for a
/// person too, for the set names none. Articles become items with nothing but an id, each before its first event. Events come session by
/// session, in the order of time within each.
/// </summary>
internal sealed class OttoSource : IImportSource
{
    private readonly SourceFiles _files;
    private readonly string _prefix;

    /// <summary>Takes a file, or the <c>.jsonl</c> files of a folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="idPrefix">Stands before the ids of sessions and articles; none by default.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public OttoSource(string path, string idPrefix = "")
    {
        _files = new SourceFiles(SourceFiles.Find(path, ".jsonl", ".jsonl.gz"));
        _prefix = idPrefix;
        Fingerprint = _files.Fingerprint($"otto {idPrefix}");
    }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public double Fraction => _files.Fraction;

    /// <inheritdoc/>
    public IEnumerable<ImportRecord> Read()
    {
        _files.Rewind();
        var known = new HashSet<long>();
        return _files.Paths.SelectMany(path => JsonLines.Read(_files, path, (root, line, text) => Session(root, line, text, known)));
    }

    private List<ImportRecord> Session(JsonElement root, long line, string text, HashSet<long> known)
    {
        List<ImportRecord> records = [];
        if (!TryWhole(root, "session", out var session)
            || !root.TryGetProperty("events", out var events)
            || events.ValueKind != JsonValueKind.Array)
        {
            records.Add(Fault(null, "The line is no session: it needs the number \"session\" and the list \"events\"."));
            return records;
        }
        var person = _prefix + session.ToString(CultureInfo.InvariantCulture);
        var number = -1;
        foreach (var happened in events.EnumerateArray())
        {
            number++;
            if (!TryWhole(happened, "aid", out var article))
            {
                records.Add(Fault("aid", $"Event {number} names no article."));
                continue;
            }
            if (!TryWhole(happened, "ts", out var ts) || !Timestamps.TryParse(ts.ToString(CultureInfo.InvariantCulture), out var time))
            {
                records.Add(Fault("ts", $"Event {number} has no time in milliseconds."));
                continue;
            }
            var type = happened.TryGetProperty("type", out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
            var eventType = type switch
            {
                "clicks" => EventTypes.PageView,
                "carts" => EventTypes.AddToCart,
                "orders" => EventTypes.Purchase,
                _ => null,
            };
            if (eventType is null)
            {
                records.Add(Fault("type", $"Event {number} has the type \"{type}\"; the types are clicks, carts and orders."));
                continue;
            }
            var itemId = _prefix + article.ToString(CultureInfo.InvariantCulture);
            if (known.Add(article))
            {
                records.Add(new ImportRecord(line, new Item { ItemId = itemId }));
            }
            records.Add(new ImportRecord(line, new Event
            {
                EventId = string.Create(CultureInfo.InvariantCulture, $"otto-{_prefix}{session}-{number}"),
                EventType = eventType,
                UserId = person,
                SessionId = person,
                ItemId = itemId,
                Timestamp = time,
            }));
        }
        return records;

        ImportRecord Fault(string? field, string fault) => new(new ImportFault(line, field, fault, ImportFault.Shorten(text)));
    }

    private static bool TryWhole(JsonElement value, string name, out long number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty(name, out var found)
            && found.ValueKind == JsonValueKind.Number
            && found.TryGetInt64(out number);
    }
}
