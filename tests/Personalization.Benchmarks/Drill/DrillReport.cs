using System.Globalization;
using System.Text;

namespace Personalization.Benchmarks.Drill;

/// <summary>
/// The figures of a drill, and whether they keep the budgets: nothing lost, nothing twice, at most one request in a thousand failed, and
/// fast again within ten seconds.
/// </summary>
internal sealed record DrillReport(
    long Requests, long Failed, long Retried, long Fallbacks, long Acknowledged, long Lost, long Surplus, double BaselineP99Ms,
    IReadOnlyList<DrillRecovery> Recoveries)
{
    /// <summary>Whether the budgets are kept.</summary>
    public bool IsKept => Lost == 0 && Surplus == 0 && Failed * 1000 <= Requests && Recoveries.All(static r => r.Seconds <= 10);

    /// <summary>The figures as a Markdown table.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Row("what", "budget", "measured");
        text.Append("|---|---|---:|\n");
        Row("events acknowledged", "", Number(Acknowledged));
        Row("… of these lost", "0", Number(Lost));
        Row("events counted twice, or never sent", "0", Number(Surplus));
        Row("requests", "", Number(Requests));
        Row(
            "… failed after retries", "≤ 0.1 %",
            $"{Number(Failed)} ({(100.0 * Failed / Math.Max(1, Requests)).ToString("F3", CultureInfo.InvariantCulture)} %)");
        Row("attempts beyond the first", "", Number(Retried));
        Row("decisions answered with the fallback list", "", Number(Fallbacks));
        Row("p99, undisturbed", "", Milliseconds(BaselineP99Ms));
        foreach (var recovery in Recoveries)
        {
            Row(
                recovery.What, "≤ 2 × undisturbed within 10 s",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"after {recovery.Seconds:F0} s; p99 of seconds 10 to 20: {Milliseconds(recovery.LaterP99Ms)}"));
        }
        return text.ToString();

        void Row(string what, string budget, string measured) =>
            text.Append(CultureInfo.InvariantCulture, $"| {what} | {budget} | {measured} |\n");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Milliseconds(double value) => value.ToString("F1", CultureInfo.InvariantCulture) + " ms";
}
