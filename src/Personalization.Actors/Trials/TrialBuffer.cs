using System.Text.Json;
using Microsoft.Extensions.Logging;
using Personalization.Actors.Events;
using Personalization.Contracts;
using Personalization.Contracts.Bandits;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Events;

namespace Personalization.Actors.Trials;

/// <summary>
/// Brings exposures and bandits' choices into the event log, behind the decisions that they are of, twenty times a second. They are in memory for that long: the end of the
/// process at the wrong moment loses them, a clean end does not. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
public sealed partial class TrialBuffer(TimeProvider time) : IAsyncDisposable
{
    private const int Most = 200_000, AtOnce = 2_000;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ExposureCache _exposed = new(100_000);
    private Task _flushing = Task.CompletedTask;
    private IEventStream? _log;
    private ILogger? _logger;
    private List<Event> _filling = [];
    private long _dropped;
    private int _disposed;

    /// <summary>Exposures and choices that could not be kept, since the start.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Starts to write.</summary>
    public void Start(IEventStream log, ILogger logger)
    {
        (_log, _logger) = (log, logger);
        _flushing = Task.Run(Flush);
    }

    /// <summary>Takes a bandit's choice.</summary>
    public void Choice(string decisionId, DateTimeOffset at, BanditChoiceRecord choice) => Add(new Event
    {
        EventId = EventSubject.Id(decisionId, "choice"),
        EventType = EventTypes.Choice,
        Timestamp = at,
        Properties = new JsonText(JsonSerializer.SerializeToUtf8Bytes(choice, ContractsJson.Default.BanditChoiceRecord)),
    });

    /// <summary>Whether a person's exposure has to be told; the next time it has not.</summary>
    public bool IsFirst(string unit, string experimentId) => _log is not null && _exposed.Add(unit, experimentId);

    /// <summary>Takes a person's first exposure.</summary>
    public void Exposure(DateTimeOffset at, ExperimentExposure exposure) => Add(new Event
    {
        EventId = EventSubject.Id(exposure.UnitId, exposure.ExperimentId),
        EventType = EventTypes.Exposure,
        Timestamp = at,
        Properties = new JsonText(JsonSerializer.SerializeToUtf8Bytes(exposure, ContractsJson.Default.ExperimentExposure)),
    });

    /// <summary>Writes what was taken so far.</summary>
    public async Task Settle() => await Write();

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

    private void Add(Event e)
    {
        lock (_gate)
        {
            if (_log is null || _filling.Count == Most)
            {
                _dropped++;
                return;
            }
            _filling.Add(e);
        }
    }

    private async Task Flush()
    {
        using var timer = new PeriodicTimer(s_interval, time);
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
        List<Event> full;
        lock (_gate)
        {
            (full, _filling) = (_filling, []);
        }
        foreach (var chunk in full.Chunk(AtOnce))
        {
            try
            {
                await _log!.Publish(chunk);
            }
            catch (Exception fault)
            {
                // Whatever keeps the log from taking them, decisions must go on being made.
                Interlocked.Add(ref _dropped, chunk.Length);
                LogDropped(_logger!, fault, chunk.Length);
            }
        }
    }

    [LoggerMessage(2501, LogLevel.Error, "{Count} exposures and choices could not be written to the event log and are lost to experiments and bandits")]
    private static partial void LogDropped(ILogger logger, Exception fault, int count);
}
