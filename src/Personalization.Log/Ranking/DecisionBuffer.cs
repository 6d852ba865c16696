using Microsoft.Extensions.Logging;
using Personalization.Log.Partitions;
using Personalization.Contracts.Ranking;

namespace Personalization.Log.Ranking;

/// <summary>A decision log that is written behind ten times a second, wherever it is kept. Thread-safe.</summary>
public sealed partial class DecisionBuffer : IDecisionLog, IAsyncDisposable
{
    private const int Most = 100_000;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly ILogger<DecisionBuffer> _logger;
    private readonly WriteBehind<Decision> _decisions;

    /// <summary>Creates a buffer that does not write yet.</summary>
    /// <param name="write">Keeps decisions. A fault of it loses these.</param>
    /// <param name="logger">Where troubles are told.</param>
    public DecisionBuffer(Func<IReadOnlyList<Decision>, ValueTask> write, ILogger<DecisionBuffer> logger)
    {
        _logger = logger;
        _decisions = new WriteBehind<Decision>(s_interval, Most, write, LogDropped, TimeProvider.System);
    }

    /// <summary>Decisions that could not be kept, since the start.</summary>
    public long Dropped => _decisions.Dropped;

    /// <summary>Starts to write.</summary>
    public void Start() => _decisions.Start();

    /// <inheritdoc/>
    public bool Append(Decision decision) => _decisions.Add(decision);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _decisions.DisposeAsync();

    [LoggerMessage(2401, LogLevel.Error, "{Count} decisions could not be written to the decision log and are lost to it")]
    private partial void LogDropped(Exception fault, int count);
}
