using System.Diagnostics;

namespace Personalization.Benchmarks.Load;

/// <summary>
/// Calls an operation from several threads for a while, each as fast as it can, and measures every call: throughput, latency, allocation.
/// Each thread writes a histogram of its own. A call's end is the next one's start, so measuring costs one clock reading (about 25 ns) a
/// call.
/// </summary>
internal sealed class InProcessLoad
{
    /// <summary>How many threads, or concurrent callers of an asynchronous operation.</summary>
    /// <value>The number of processors by default.</value>
    public int Callers { get; init; } = Environment.ProcessorCount;

    /// <summary>How long the operation is called before the measurement starts.</summary>
    /// <value>2 s by default, enough for the optimizing compiler to finish.</value>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long is measured.</summary>
    /// <value>5 s by default.</value>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many operations one call performs; throughput and allocation are per operation, latency is per call.</summary>
    /// <value>1 by default.</value>
    public int OperationsPerCall { get; init; } = 1;

    /// <summary>Measures a synchronous operation.</summary>
    /// <param name="call">
    /// Takes the caller's number and the number of its call, both from 0; calls go on counting after the warm-up.
    /// </param>
    /// <exception cref="AggregateException">The operation threw on some thread.</exception>
    public Task<InProcessResult> RunAsync(Action<int, long> call) => MeasureAsync((caller, window) => Task.Factory.StartNew(
        () => Repeat(caller, window, call), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    /// <summary>Measures an asynchronous operation; each caller awaits one call before the next.</summary>
    /// <param name="call">
    /// Takes the caller's number and the number of its call, both from 0; calls go on counting after the warm-up.
    /// </param>
    public Task<InProcessResult> RunAsync(Func<int, long, ValueTask> call) =>
        MeasureAsync((caller, window) => Task.Run(() => RepeatAsync(caller, window, call)));

    private async Task<InProcessResult> MeasureAsync(Func<int, MeasuredWindow, Task> start)
    {
        // Two runs, so that the collector's counters are read while nobody calls and belong to exactly the calls measured.
        var warm = await RunAsync(new MeasuredWindow(Callers, WarmUp), start);
        GC.Collect();
        var before = GcReading.Now();
        var window = await RunAsync(new MeasuredWindow(Callers, Duration, warm), start);
        return InProcessResult.Of(window, GcReading.Now().Since(before), OperationsPerCall);
    }

    private static async Task<MeasuredWindow> RunAsync(MeasuredWindow window, Func<int, MeasuredWindow, Task> start)
    {
        await Task.WhenAll(Enumerable.Range(0, window.Latencies.Length).Select(caller => start(caller, window)));
        return window;
    }

    private static void Repeat(int caller, MeasuredWindow window, Action<int, long> call)
    {
        var latencies = window.Latencies[caller];
        var start = Stopwatch.GetTimestamp();
        for (var i = window.FirstCall[caller]; start < window.Until; i++)
        {
            call(caller, i);
            var end = Stopwatch.GetTimestamp();
            latencies.RecordSpan(start, end);
            start = end;
        }
        window.End(start);
    }

    private static async Task RepeatAsync(int caller, MeasuredWindow window, Func<int, long, ValueTask> call)
    {
        var latencies = window.Latencies[caller];
        var start = Stopwatch.GetTimestamp();
        for (var i = window.FirstCall[caller]; start < window.Until; i++)
        {
            await call(caller, i);
            var end = Stopwatch.GetTimestamp();
            latencies.RecordSpan(start, end);
            start = end;
        }
        window.End(start);
    }
}
