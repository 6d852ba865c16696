using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Learning;

namespace Personalization.Log.Experiments;

/// <summary>
/// Brings exposures and bandits' choices into the event log, behind the decisions that they are of, twenty times a second. They are in
/// memory for that long: the end of the process at the wrong moment loses them, a clean end does not. Thread-safe.
/// </summary>
public sealed partial class ExposureLog : IAsyncDisposable
{
    private const int Most = 20_000, AtOnce = 2_000;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    private readonly ExposureCache _exposed = new(100_000);
    private readonly WriteBehind<Func<Event>> _events;
    private readonly ConcurrentBag<ByteWriter> _writers = [];
    private OpenBatch?[] _open = [];
    private IEventStream? _log;
    private ILogger? _logger;

    /// <summary>Creates a buffer; until it is started nobody takes part in anything.</summary>
    /// <param name="time">The clock.</param>
    public ExposureLog(TimeProvider time) =>
        _events = new WriteBehind<Func<Event>>(s_interval, Most, Publish, (fault, count) => LogDropped(_logger!, fault, count), time);

    /// <summary>Exposures and batches of choices that could not be kept, since the start.</summary>
    public long Dropped => _events.Dropped;

    /// <summary>Starts to write.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="partitions">How many parts the log has.</param>
    /// <param name="logger">Where troubles are told.</param>
    public void Start(IEventStream log, int partitions, ILogger logger)
    {
        (_log, _logger, _open) = (log, logger, new OpenBatch?[partitions]);
        _events.Start();
    }

    /// <summary>Takes a bandit's choice.</summary>
    public void Choice(string decisionId, DateTimeOffset at, PlacementChoice choice)
    {
        if (_log is null)
        {
            return;
        }
        ref var open = ref _open[LogRouting.PartitionOf(decisionId, _open.Length)];
        if (Volatile.Read(ref open) is { } batch && batch.TryAdd(decisionId, at, choice))
        {
            return;
        }
        // Of two that come here at once the batch of one stays with a single choice, and is written like any other.
        var next = new OpenBatch(decisionId, at, _writers);
        next.TryAdd(decisionId, at, choice);
        Volatile.Write(ref open, next);
        _events.Add(next.Seal);
    }

    /// <summary>Whether a person's exposure has to be told; the next time it has not.</summary>
    public bool IsFirst(string unit, string experimentId) => _log is not null && _exposed.Add(unit, experimentId);

    /// <summary>Takes a person's first exposure.</summary>
    public void Exposure(DateTimeOffset at, ExperimentExposure exposure) => _events.Add(() => new Event
    {
        EventId = EventSubject.Id(exposure.UnitId, exposure.ExperimentId),
        EventType = EventTypes.Exposure,
        Timestamp = at,
        Properties = new JsonText(JsonSerializer.SerializeToUtf8Bytes(exposure, ContractsJson.Default.ExperimentExposure)),
    });

    /// <summary>Writes what was taken so far.</summary>
    public Task Settle() => _events.Write();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _events.DisposeAsync();

    private async ValueTask Publish(IReadOnlyList<Func<Event>> events)
    {
        foreach (var chunk in events.Chunk(AtOnce))
        {
            await _log!.Publish(Array.ConvertAll(chunk, static make => make()));
        }
    }

    [LoggerMessage(
        2501, LogLevel.Error,
        "{Count} exposures and batches of choices could not be written to the event log and are lost to experiments and bandits")]
    private static partial void LogDropped(ILogger logger, Exception fault, int count);
}
