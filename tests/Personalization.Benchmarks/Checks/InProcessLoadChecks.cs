using Personalization.Benchmarks.Load;

namespace Personalization.Benchmarks.Checks;

/// <summary>Measurements of operations whose cost is known.</summary>
internal static class InProcessLoadChecks
{
    private static readonly InProcessLoad Short =
        new() { Callers = 2, WarmUp = TimeSpan.FromMilliseconds(300), Duration = TimeSpan.FromMilliseconds(700), OperationsPerCall = 4 };

    public static IReadOnlyList<Check> All { get; } =
    [
        new("The allocation of a known array is found per operation", AllocationIsFoundAsync),
        new("An asynchronous operation is measured with its wait", WaitIsMeasuredAsync),
        new("An operation that throws ends the measurement", FaultEndsAsync),
    ];

    private static async Task AllocationIsFoundAsync()
    {
        var kept = new byte[2][];
        // 24 bytes of header and length with 4,000 of content: 4,024 a call, 1,006 an operation.
        var result = await Short.RunAsync((caller, _) => kept[caller] = new byte[4000]);
        Check.That(Math.Abs(result.AllocatedBytesPerOperation - 1006) < 30, $"{result.AllocatedBytesPerOperation} bytes per operation");
        Check.That(result.Operations > 10_000 && result.Gc.Collections0 > 0, result.ToString());
    }

    private static async Task WaitIsMeasuredAsync()
    {
        var result = await Short.RunAsync(async (_, _) => await Task.Delay(5));
        Check.That(result.Latency.P50Us is > 4_000 and < 50_000, result.ToString());
    }

    private static async Task FaultEndsAsync()
    {
        try
        {
            await Short.RunAsync((_, number) => { if (number == 10) throw new NotSupportedException(); });
        }
        catch (NotSupportedException)
        {
            return;
        }
        Check.That(false, "the fault is swallowed");
    }
}
