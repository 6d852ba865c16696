using System.Globalization;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Import;

/// <summary>
/// The films and ratings of a MovieLens data set. Films come first, then the ratings of all people in the order of time (at the same time:
/// by film), for which they are held in memory, 32 bytes each.
/// </summary>
internal sealed class MovieLensSource : IImportSource
{
    private readonly SourceFiles _files;
    private readonly string _folder;
    private readonly string _prefix;
    private readonly int _mostTags;
    private double _ratingsDone;

    /// <summary>
    /// Takes the folder with <c>movies.csv</c> and <c>ratings.csv</c>; <c>tags.csv</c> and <c>links.csv</c> are used when they are there.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="idPrefix">Stands before the ids of people and films; none by default.</param>
    /// <param name="mostTags">How many of the tags that people gave a film are used, the most frequent first; 0 or more.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    public MovieLensSource(string folder, string idPrefix = "", int mostTags = 10)
    {
        _folder = folder;
        _prefix = idPrefix;
        _mostTags = mostTags;
        string[] optional = ["tags.csv", "links.csv"];
        _files = new SourceFiles(
        [
            .. optional.Select(name => Path.Combine(folder, name)).Where(File.Exists), Path.Combine(folder, "movies.csv"),
            Path.Combine(folder, "ratings.csv"),
        ]);
        Fingerprint = _files.Fingerprint($"movielens {idPrefix} {mostTags}");
    }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    /// <remarks>Reading takes about a tenth of the time, handing over the rest.</remarks>
    public double Fraction => (0.1 * _files.Fraction) + (0.9 * _ratingsDone);

    /// <inheritdoc/>
    public IEnumerable<ImportRecord> Read()
    {
        _files.Rewind();
        _ratingsDone = 0;
        var films = new MovieLensFilms(_files, _folder, _prefix, _mostTags);
        foreach (var record in films.Read())
        {
            yield return record;
        }
        List<Rating> ratings = [];
        foreach (var fault in Ratings(ratings))
        {
            yield return fault;
        }
        ratings.Sort();
        for (var i = 0; i < ratings.Count; i++)
        {
            _ratingsDone = (i + 1) / (double)ratings.Count;
            var (time, movie, user, stars, line) = ratings[i];
            yield return new ImportRecord(line, new Event
            {
                EventId = string.Create(CultureInfo.InvariantCulture, $"ml-r-{_prefix}{user}-{movie}"),
                EventType = EventTypes.Rating,
                UserId = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{user}"),
                ItemId = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{movie}"),
                Timestamp = DateTimeOffset.FromUnixTimeSeconds(time),
                Value = stars,
            });
        }
    }

    private IEnumerable<ImportRecord> Ratings(List<Rating> into)
    {
        foreach (var text in _files.Open(Path.Combine(_folder, "ratings.csv")))
        {
            var reader = new CsvReader(text);
            reader.Read();
            while (reader.Read())
            {
                if (Rating.TryParse(reader, out var rating))
                {
                    into.Add(rating);
                }
                else
                {
                    var fault = reader.Fault ?? "A rating needs four numbers: user, film, stars, and Unix seconds.";
                    yield return new ImportRecord(new ImportFault(
                        reader.Line, null, fault, ImportFault.Shorten(reader.Text ?? string.Join(',', reader.Fields)), "ratings.csv"));
                }
            }
        }
    }

    private readonly record struct Rating(long Time, int Movie, int User, float Stars, int Line) : IComparable<Rating>
    {
        public int CompareTo(Rating other) => (Time, Movie, User, Line).CompareTo((other.Time, other.Movie, other.User, other.Line));

        public static bool TryParse(CsvReader row, out Rating rating)
        {
            rating = default;
            if (row.Fault is not null || row.Fields.Count != 4
                || !int.TryParse(row.Fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var user)
                || !int.TryParse(row.Fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var movie)
                || !float.TryParse(row.Fields[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var stars)
                || !long.TryParse(row.Fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var time)
                || time > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            {
                return false;
            }
            rating = new Rating(time, movie, user, stars, (int)row.Line);
            return true;
        }
    }
}
