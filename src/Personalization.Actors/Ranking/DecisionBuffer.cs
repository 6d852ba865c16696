using Microsoft.Extensions.Logging;
using Personalization.Contracts.Ranking;

namespace Personalization.Actors.Ranking;

/// <summary>
/// A decision log that is written behind ten times a second, wherever it is kept. A decision is in memory for that long; the end of the process at the wrong moment loses
/// it, a clean end does not. Thread-safe.
/// </summary>
/// <param name="write">Keeps decisions. A fault of it loses these.</param>
/// <param name="logger">Where troubles are told.</param>
public sealed partial class DecisionBuffer(Func<IReadOnlyList<Decision>, ValueTask> write, ILogger<DecisionBuffer> logger) : IDecisionLog, IAsyncDisposable
{
    private const int Most = 100_000;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _flushing = Task.CompletedTask;
    private List<Decision> _filling = [];
    private long _dropped;
    private int _disposed;

    /// <summary>Decisions that could not be kept, since the start.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Starts to write.</summary>
    public void Start() => _flushing = Task.Run(Flush);

    /// <inheritdoc/>
    public bool Append(Decision decision)
    {
        lock (_gate)
        {
            if (_filling.Count == Most)
            {
                _dropped++;
                return false;
            }
            _filling.Add(decision);
            return true;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        await _stopping.CancelAsync();
        await _flushing;
        await Write();
        _stopping.Dispose();
    }

    private async Task Flush()
    {
        using var timer = new PeriodicTimer(s_interval, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await Write();
            }
        }
        catch (OperationCanceledException)
        {
            // What is left is written on disposal.
        }
    }

    private async Task Write()
    {
        List<Decision> full;
        lock (_gate)
        {
            (full, _filling) = (_filling, []);
        }
        if (full.Count == 0)
        {
            return;
        }
        try
        {
            await write(full);
        }
        catch (Exception fault)
        {
            // Whatever keeps the log from taking them, decisions must go on being made.
            Interlocked.Add(ref _dropped, full.Count);
            LogDropped(fault, full.Count);
        }
    }

    [LoggerMessage(2401, LogLevel.Error, "{Count} decisions could not be written to the decision log and are lost to it")]
    private partial void LogDropped(Exception fault, int count);
}
