using System.Globalization;
using System.Text;

namespace Personalization.Benchmarks.Reports;

/// <summary>Shows rows of figures as an aligned table on a console and as a table in a Markdown file.</summary>
internal sealed class PerformanceTable(RunDescription run, IReadOnlyList<PerformanceRow> rows)
{
    private static readonly string[] Titles = ["what", "budget", "measured /s", "p50", "p99", "bytes/op", "verdict", "note"];
    private static readonly int[] RightAligned = [2, 3, 4, 5];

    /// <summary>The table for a console, with the run's description above it.</summary>
    public string ToText()
    {
        string[][] lines = [Titles, .. rows.Select(Cells)];
        var widths = Titles.Select((_, column) => lines.Max(cells => cells[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var (name, value) in run.Entries)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        text.Append('\n');
        foreach (var cells in lines)
        {
            var padded = cells.Select((cell, i) => RightAligned.Contains(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            text.Append(string.Join("  ", padded).TrimEnd()).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The table in Markdown, with the run's description above it.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in run.Entries)
            text.Append(CultureInfo.InvariantCulture, $"- {name}: {Escape(value)}\n");
        text.Append(CultureInfo.InvariantCulture, $"\n| {string.Join(" | ", Titles)} |\n");
        text.Append(
            CultureInfo.InvariantCulture, $"|{string.Concat(Titles.Select((_, i) => RightAligned.Contains(i) ? "---:|" : "---|"))}\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", Cells(row).Select(Escape))} |\n");
        return text.ToString();
    }

    /// <summary>Puts the Markdown table into a file between the figures' marks and leaves all else as it is.</summary>
    public async Task WriteAsync(string path)
    {
        var page = File.Exists(path) ? await File.ReadAllTextAsync(path) : "# Performance\n";
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(path, FiguresSection.Replace(page, ToMarkdown()));
    }

    private static string[] Cells(PerformanceRow row) =>
    [
        row.What,
        row.Budget,
        row.PerSecond is { } perSecond ? perSecond.ToString("N0", CultureInfo.InvariantCulture) : "",
        Time(row.P50Us),
        Time(row.P99Us),
        row.AllocatedBytes is { } bytes ? bytes.ToString(bytes < 10 ? "0.##" : "N0", CultureInfo.InvariantCulture) : "",
        row.Verdict switch { Verdict.Met => "met", Verdict.Missed => "MISSED", _ => "" },
        row.Note.ReplaceLineEndings(" "),
    ];

    private static string Time(double? us) => us switch
    {
        null => "",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{us * 1000:F0} ns"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{us:G3} µs"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{us / 1000:F2} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{us / 1_000_000:F2} s"),
    };

    private static string Escape(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);
}
