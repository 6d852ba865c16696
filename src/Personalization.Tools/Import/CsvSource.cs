namespace Personalization.Tools.Import;

/// <summary>Any table as delimited text with a header line; see <see cref="ColumnMap"/> for how its columns are used.</summary>
internal sealed class CsvSource : IImportSource
{
    private readonly SourceFiles _files;
    private readonly ColumnMap _map;
    private readonly char _delimiter;

    /// <summary>Takes a file, or the <c>.csv</c> files of a folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="map">Which column fills which field.</param>
    /// <param name="delimiter">What stands between fields.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public CsvSource(string path, ColumnMap map, char delimiter = ',')
    {
        _files = new SourceFiles(SourceFiles.Find(path, ".csv", ".csv.gz"));
        _map = map;
        _delimiter = delimiter;
        Fingerprint = _files.Fingerprint($"csv {map.Kind} {delimiter} {map.Text}");
    }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public double Fraction => _files.Fraction;

    /// <inheritdoc/>
    public IEnumerable<ImportRecord> Read()
    {
        _files.Rewind();
        for (var place = 0; place < _files.Paths.Count; place++)
        {
            // The fingerprint keeps ids that are made up apart from those of another file.
            var rows = new RowReader(_map, $"csv-{Fingerprint[..8]}-{place}");
            foreach (var text in _files.Open(_files.Paths[place]))
            {
                foreach (var record in Read(text, rows, Path.GetFileName(_files.Paths[place])))
                {
                    yield return record;
                }
            }
        }
    }

    private IEnumerable<ImportRecord> Read(TextReader text, RowReader rows, string file)
    {
        var reader = new CsvReader(text, _delimiter);
        if (!reader.Read())
        {
            yield break;
        }
        if (reader.Fault is { } inHeader)
        {
            yield return new ImportRecord(new ImportFault(
                reader.Line, null, $"The header cannot be read: {inHeader}", ImportFault.Shorten(reader.Text), file));
            yield break;
        }
        string[] header = [.. reader.Fields.Select(static name => name.Trim())];
        var row = new CsvRow(reader, header);
        while (reader.Read())
        {
            if (reader.Fault is { } fault)
            {
                yield return new ImportRecord(new ImportFault(reader.Line, null, fault, ImportFault.Shorten(reader.Text), file));
            }
            else if (reader.Fields.Count != header.Length)
            {
                var count = $"The row has {reader.Fields.Count} fields, but the header has {header.Length}.";
                yield return new ImportRecord(new ImportFault(reader.Line, null, count, ImportFault.Shorten(row.Text), file));
            }
            else
            {
                yield return rows.Read(row);
            }
        }
    }
}
