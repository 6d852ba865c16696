using System.Globalization;

namespace Personalization.Tools.Import;

/// <summary>
/// Shows how an import is going: a bar on a terminal, a line now and then where output goes into a file. Not thread-safe.
/// </summary>
/// <param name="output">Where to show it.</param>
/// <param name="terminal">Whether <paramref name="output"/> is a terminal.</param>
/// <param name="time">Measures rates and how often to show.</param>
internal sealed class ImportProgress(TextWriter output, bool terminal, TimeProvider time)
{
    private const int BarWidth = 30;
    private readonly TimeSpan _interval = terminal ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(5);
    private string _name = "";
    private long _begun;
    private long _shown;
    private long _first;
    private double _firstFraction;
    private int _width;

    /// <summary>Begins.</summary>
    /// <param name="name">The import.</param>
    /// <param name="done">Records that an earlier run has done.</param>
    public void Begin(string name, long done)
    {
        _name = name;
        _begun = _shown = time.GetTimestamp();
        _first = done;
        if (done > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: continues after {done:N0} records"));
        }
    }

    /// <summary>Says that the records of an earlier run have been passed over.</summary>
    public void Continue(double fraction)
    {
        _begun = time.GetTimestamp();
        _firstFraction = fraction;
    }

    /// <summary>Shows where the import stands, unless it did so a moment ago.</summary>
    public void Report(long done, long failed, double fraction)
    {
        if (time.GetElapsedTime(_shown) < _interval)
        {
            return;
        }
        _shown = time.GetTimestamp();
        Show(done, failed, fraction);
    }

    /// <summary>Says how it ended.</summary>
    public void End(ImportSummary summary, string errorFile)
    {
        if (terminal && _width > 0)
        {
            output.Write($"\r{new string(' ', _width)}\r");
        }
        var state = summary.Stopped is { } fault ? $"stopped: {fault}"
            : summary.Interrupted ? "interrupted; the same command continues"
            : "done";
        var rate = (summary.Records - summary.Skipped) / Math.Max(0.001, summary.Took.TotalSeconds);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_name}: {state}. {summary.Items:N0} items, {summary.Events:N0} events ({summary.Duplicates:N0} known before), "
            + $"{summary.Failed:N0} failed; {summary.Took.TotalSeconds:0.0} s, {rate:N0} records/s"));
        if (summary.Failed > 0)
        {
            output.WriteLine($"{_name}: the failed records are in {errorFile}");
        }
    }

    private void Show(long done, long failed, double fraction)
    {
        var elapsed = time.GetElapsedTime(_begun);
        var rate = (done - _first) / Math.Max(0.001, elapsed.TotalSeconds);
        var left = fraction > _firstFraction ? elapsed * ((1 - fraction) / (fraction - _firstFraction)) : (TimeSpan?)null;
        var figures = string.Create(
            CultureInfo.InvariantCulture,
            $"{fraction,4:P0}  {done:N0} records  {rate:N0}/s  "
            + $"{(left is { } rest ? $"{(int)rest.TotalMinutes}:{rest.Seconds:00} left" : "")}"
            + $"{(failed > 0 ? $"  {failed:N0} failed" : "")}");
        if (!terminal)
        {
            output.WriteLine($"{_name}: {figures.Trim()}");
            return;
        }
        var filled = (int)Math.Round(BarWidth * Math.Clamp(fraction, 0, 1));
        var line = $"{_name} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {figures}";
        output.Write($"\r{line.PadRight(_width)}");
        output.Flush();
        _width = line.Length;
    }
}
