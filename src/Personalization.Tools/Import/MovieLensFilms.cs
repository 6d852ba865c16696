using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;

namespace Personalization.Tools.Import;

/// <summary>Reads the films of a MovieLens data set with the tags that people gave them.</summary>
internal sealed class MovieLensFilms(SourceFiles files, string folder, string prefix, int mostTags)
{
    private const string NoGenres = "(no genres listed)";

    /// <summary>The films, in the order of the file.</summary>
    public IEnumerable<ImportRecord> Read()
    {
        var tags = new Dictionary<string, Dictionary<string, int>>();
        var links = new Dictionary<string, (string Imdb, string Tmdb)>();
        foreach (var fault in Rows("tags.csv", 4, row => Count(tags, row[1], row[2]))
            .Concat(Rows("links.csv", 3, row => links[row[0]] = (row[1], row[2]))))
        {
            yield return fault;
        }
        foreach (var text in files.Open(Path.Combine(folder, "movies.csv")))
        {
            var reader = new CsvReader(text);
            reader.Read();
            while (reader.Read())
            {
                yield return reader.Fault is null && reader.Fields.Count == 3
                    ? new ImportRecord(reader.Line, Film(reader.Fields, tags, links))
                    : Fault(reader, "movies.csv", 3);
            }
        }
    }

    /// <summary>Parts a title as the set writes it, "American President, The (1995)", into "The American President" and 1995.</summary>
    internal static (string Name, int? Year) Title(string title)
    {
        title = title.Trim();
        int? year = null;
        if (title.Length > 6 && title[^1] == ')' && title[^6] == '('
            && int.TryParse(title.AsSpan(title.Length - 5, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var found))
        {
            year = found;
            title = title[..^6].TrimEnd();
        }
        foreach (var article in (ReadOnlySpan<string>)["The", "A", "An"])
        {
            if (title.EndsWith($", {article}", StringComparison.Ordinal))
            {
                return ($"{article} {title[..^(article.Length + 2)]}", year);
            }
        }
        return (title, year);
    }

    private Item Film(
        IReadOnlyList<string> row, Dictionary<string, Dictionary<string, int>> tags, Dictionary<string, (string Imdb, string Tmdb)> links)
    {
        var (name, year) = Title(row[1]);
        var genres = row[2] is NoGenres or "" ? [] : row[2].Split('|');
        var given = tags.TryGetValue(row[0], out var counts)
            ? counts.OrderByDescending(static pair => pair.Value)
                .ThenBy(static pair => pair.Key, StringComparer.Ordinal)
                .Take(mostTags)
                .Select(static pair => pair.Key)
            : [];
        string[] all = [.. genres.Select(static genre => genre.ToLowerInvariant()).Concat(given).Distinct()];
        return new Item
        {
            ItemId = prefix + row[0],
            Name = name,
            Category = genres.Length > 0 ? genres[0] : null,
            Tags = all,
            Text = $"{name}. {string.Join(", ", all)}.",
            Attributes = Attributes(year, genres, links.GetValueOrDefault(row[0])),
            AvailableFrom = year is >= 1 and <= 9999 ? new DateTimeOffset(year.Value, 1, 1, 0, 0, 0, TimeSpan.Zero) : null,
        };
    }

    private static JsonText Attributes(int? year, string[] genres, (string? Imdb, string? Tmdb) link)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        if (year is not null)
        {
            json.WriteNumber("year"u8, year.Value);
        }
        json.WriteStartArray("genres"u8);
        foreach (var genre in genres)
        {
            json.WriteStringValue(genre);
        }
        json.WriteEndArray();
        if (!string.IsNullOrEmpty(link.Imdb))
        {
            json.WriteString("imdb_id"u8, link.Imdb);
        }
        if (!string.IsNullOrEmpty(link.Tmdb))
        {
            json.WriteString("tmdb_id"u8, link.Tmdb);
        }
        json.WriteEndObject();
        json.Flush();
        return new JsonText(buffer.WrittenSpan.ToArray());
    }

    private static void Count(Dictionary<string, Dictionary<string, int>> tags, string movie, string tag)
    {
        tag = tag.Trim().ToLowerInvariant();
        if (tag.Length == 0)
        {
            return;
        }
        if (!tags.TryGetValue(movie, out var counts))
        {
            tags.Add(movie, counts = []);
        }
        counts[tag] = counts.GetValueOrDefault(tag) + 1;
    }

    private IEnumerable<ImportRecord> Rows(string file, int fields, Action<IReadOnlyList<string>> take)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            yield break;
        }
        foreach (var text in files.Open(path))
        {
            var reader = new CsvReader(text);
            reader.Read();
            while (reader.Read())
            {
                if (reader.Fault is null && reader.Fields.Count == fields)
                {
                    take(reader.Fields);
                }
                else
                {
                    yield return Fault(reader, file, fields);
                }
            }
        }
    }

    private static ImportRecord Fault(CsvReader reader, string file, int fields) =>
        new(new ImportFault(
            reader.Line, null, reader.Fault ?? $"The row has {reader.Fields.Count} fields; {fields} are expected.",
            ImportFault.Shorten(reader.Text ?? string.Join(',', reader.Fields)), file));
}
