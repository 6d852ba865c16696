namespace Personalization.Storage.Databases;

/// <summary>
/// How many rows the next page asks for: a few at first, then as many as its bytes allow, judged by the page before. Not thread-safe.
/// </summary>
internal sealed class PageSize(StoreOptions options)
{
    private long _bytes;

    /// <summary>How many rows to ask for.</summary>
    public int Rows { get; private set; } = Math.Min(16, options.PageRows);

    /// <summary>Begins to count a page.</summary>
    public void Begin() => _bytes = 0;

    /// <summary>Counts a row.</summary>
    /// <returns><see langword="false"/> when the page is full with it.</returns>
    public bool Add(int bytes) => (_bytes += bytes) < options.PageBytes;

    /// <summary>Takes the measure of a page that was read.</summary>
    public void End(int rows)
    {
        if (rows > 0)
            Rows = (int)Math.Clamp(options.PageBytes / Math.Max(1, _bytes / rows), 1, options.PageRows);
    }
}
