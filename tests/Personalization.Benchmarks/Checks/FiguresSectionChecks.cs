using Personalization.Benchmarks.Reports;

namespace Personalization.Benchmarks.Checks;

/// <summary>The page of figures: what is written by hand stays.</summary>
internal static class FiguresSectionChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Check.Of("New figures replace the old ones and leave the rest of the page", ReplacesOnlyBetweenMarks),
        Check.Of("A page without marks gets them at its end", MarksAreAdded),
        Check.Of("A page with half the marks is refused", HalfMarksAreRefused),
    ];

    private static void ReplacesOnlyBetweenMarks()
    {
        var page = $"# Title\n\nby hand\n\n{FiguresSection.Begin}\nold\n{FiguresSection.End}\n\nmore by hand\n";
        var once = FiguresSection.Replace(page, "new\n");
        Check.That(once == page.Replace("old", "new", StringComparison.Ordinal), once);
        Check.That(FiguresSection.Replace(once, "new\n") == once, "writing twice changes the page");
    }

    private static void MarksAreAdded()
    {
        var page = FiguresSection.Replace("# Title\n", "new");
        Check.That(page == $"# Title\n\n{FiguresSection.Begin}\nnew\n{FiguresSection.End}\n", page);
    }

    private static void HalfMarksAreRefused()
    {
        foreach (var page in new[] { FiguresSection.Begin, FiguresSection.End, FiguresSection.End + FiguresSection.Begin })
        {
            try
            {
                FiguresSection.Replace(page, "new");
            }
            catch (InvalidDataException)
            {
                continue;
            }
            Check.That(false, $"accepts {page}");
        }
    }
}
