namespace Personalization.Benchmarks.Reports;

/// <summary>The part of a Markdown page that is generated: what stands between two marks. The rest is written by hand and stays.</summary>
internal static class FiguresSection
{
    public const string Begin = "<!-- figures:begin -->";
    public const string End = "<!-- figures:end -->";

    /// <summary>The page with new figures; a page without the marks gets them at its end.</summary>
    /// <exception cref="InvalidDataException">The page has one mark without the other, or has them in the wrong order.</exception>
    public static string Replace(string page, string figures)
    {
        var section = $"{Begin}\n{figures.TrimEnd()}\n{End}";
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 && end < 0)
            return $"{page.TrimEnd()}\n\n{section}\n";
        if (begin < 0 || end < begin)
            throw new InvalidDataException(
                $"The page needs the mark {Begin} and after it the mark {End}; it has only one, or the other order.");
        return page[..begin] + section + page[(end + End.Length)..];
    }
}
