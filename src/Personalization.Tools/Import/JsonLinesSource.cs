namespace Personalization.Tools.Import;

/// <summary>
/// Any data written as one JSON object a line, also what <see cref="NdjsonExport"/> writes; see <see cref="ColumnMap"/> for how members are
/// used.
/// </summary>
internal sealed class JsonLinesSource : IImportSource
{
    private readonly SourceFiles _files;
    private readonly ColumnMap _map;

    /// <summary>Takes a file, or the <c>.jsonl</c> and <c>.ndjson</c> files of a folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="map">Which member fills which field.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public JsonLinesSource(string path, ColumnMap map)
    {
        _files = new SourceFiles(SourceFiles.Find(path, ".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"));
        _map = map;
        Fingerprint = _files.Fingerprint($"jsonl {map.Kind} {map.Text}");
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
            var rows = new RowReader(_map, $"jsonl-{Fingerprint[..8]}-{place}");
            foreach (var record in JsonLines.Read(
                _files, _files.Paths[place], (root, line, text) => [rows.Read(new JsonRow(root, line, text))]))
            {
                yield return record;
            }
        }
    }
}
