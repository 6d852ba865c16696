using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Import;

/// <summary>
/// The anonymous visits of the msweb data set: areas of the site become items, visits page views. The set covers one week of February 1998
/// and holds no times: visitors are spread evenly over it, and each one's areas follow a second apart in the order in which they are
/// listed.
/// </summary>
internal sealed class MsWebSource : IImportSource
{
    private static readonly DateTimeOffset s_week = new(1998, 2, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_betweenVisitors = TimeSpan.FromSeconds(18);
    private readonly SourceFiles _files;
    private readonly string _prefix;

    /// <summary>
    /// Takes the folder, of which the training part is read, or one of the two <c>.data</c> and <c>.test</c> files. The two number their
    /// visitors alike.
    /// </summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="idPrefix">Stands before the ids of visitors and areas; none by default.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public MsWebSource(string path, string idPrefix = "")
    {
        _files = new SourceFiles(SourceFiles.Find(path, ".data"));
        _prefix = idPrefix;
        Fingerprint = _files.Fingerprint($"msweb {idPrefix}");
    }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public double Fraction => _files.Fraction;

    /// <inheritdoc/>
    public IEnumerable<ImportRecord> Read()
    {
        _files.Rewind();
        foreach (var text in _files.Paths.SelectMany(_files.Open))
        {
            var reader = new CsvReader(text);
            string? visitor = null;
            var visitors = 0;
            var votes = 0;
            while (reader.Read())
            {
                var fields = reader.Fields;
                if (reader.Fault is { } fault)
                {
                    yield return Fault(null, fault);
                    continue;
                }
                switch (fields[0])
                {
                    case "A" when fields.Count == 5:
                        yield return new ImportRecord(reader.Line, new Item
                        {
                            ItemId = _prefix + fields[1],
                            Name = fields[3],
                            Text = fields[3],
                            Attributes = Url(fields[4]),
                        });
                        break;
                    case "C" when fields.Count == 3:
                        visitor = fields[2];
                        visitors++;
                        votes = 0;
                        break;
                    case "V" when fields.Count == 3 && visitor is not null:
                        yield return new ImportRecord(reader.Line, new Event
                        {
                            EventId = $"msweb-{_prefix}{visitor}-{fields[1]}",
                            EventType = EventTypes.PageView,
                            UserId = _prefix + visitor,
                            ItemId = _prefix + fields[1],
                            Timestamp = s_week + ((visitors - 1) * s_betweenVisitors) + TimeSpan.FromSeconds(votes++),
                        });
                        break;
                    case "V" when fields.Count == 3:
                        yield return Fault("V", "A visit stands before the first visitor.");
                        break;
                    case "I" or "T" or "N":
                        break;
                    default:
                        yield return Fault(null, $"A line of kind \"{fields[0]}\" with {fields.Count} fields is not known; "
                            + "expected are A with 5, C and V with 3.");
                        break;
                }
            }

            ImportRecord Fault(string? field, string fault) =>
                new(new ImportFault(reader.Line, field, fault, ImportFault.Shorten(reader.Text ?? string.Join(',', reader.Fields))));
        }
    }

    private static JsonText Url(string url) => JsonText.Parse($"{{\"url\":\"{System.Text.Json.JsonEncodedText.Encode(url)}\"}}");
}
