using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Log.Events;
using Personalization.Contracts.Bandits;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;

namespace Personalization.Tools.Demo;

/// <summary>
/// Shows the demo's shoppers single products that bandits choose, and tells what came of it: some click, sooner or later, on some products
/// more than on others. Time and chance are injected.
/// </summary>
internal sealed partial class DemoOffers(
    IReadOnlyList<DemoPlacement> placements,
    IReadOnlyList<DemoShopper> shoppers,
    DemoSimulationOptions options,
    TimeProvider time,
    ILogger<DemoOffers> logger,
    Func<PersonalizeRequest, ValueTask<PersonalizeResult>> choose,
    Func<IReadOnlyList<DecisionOutcome>, Task<PublishResult>> report,
    ulong seed) : BackgroundService
{
    private const int SlowestClickSeconds = 6;
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    private readonly PriorityQueue<DecisionOutcome, DateTimeOffset> _clicks = new();
    private SeededRandom _random = new(seed, 0x0FFE, (ulong)time.GetUtcNow().ToUnixTimeMilliseconds());
    private double _owed;

    /// <summary>Shows as many products as are due after a second, and reports the clicks that are due.</summary>
    public async Task Turn()
    {
        _owed = Math.Min(_owed + (options.ChoicesPerSecond * s_tick.TotalSeconds), 2 * Math.Max(1, options.ChoicesPerSecond));
        for (; _owed >= 1; _owed--)
        {
            await Show(time.GetUtcNow());
        }
        List<DecisionOutcome> due = [];
        while (_clicks.TryPeek(out _, out var at) && at <= time.GetUtcNow())
        {
            due.Add(_clicks.Dequeue());
        }
        if (due.Count > 0)
        {
            await report(due);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.ChoicesPerSecond == 0)
        {
            return;
        }
        using var timer = new PeriodicTimer(s_tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await Turn();
                }
                catch (Exception failure)
                    when (failure is not OperationCanceledException and not LogUnavailableException { Refusal: LogRefusal.Closed })
                {
                    // The demo's visitors do not know of faults: they come again.
                    LogFailed(failure);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped();
        }
        catch (LogUnavailableException closed) when (closed.Refusal == LogRefusal.Closed)
        {
            LogStopped();
        }
    }

    private async Task Show(DateTimeOffset now)
    {
        var (placement, shopper) = (_random.Pick(placements), _random.Pick(shoppers));
        // Four of ten come with a telephone.
        var (device, context) = DemoPlacement.Devices[_random.Chance(0.4) ? 1 : 0];
        var result = await choose(new PersonalizeRequest
        {
            CustomerId = shopper.UserId,
            AvailableItems = placement.Items,
            Placement = placement.Name,
            Context = context,
        });
        if (_random.Chance(placement.AppealOf(result.SelectedItem, device)))
        {
            var click = new DecisionOutcome { DecisionId = result.DecisionId, Name = EventTypes.Click, Conversion = true };
            _clicks.Enqueue(click, now.AddSeconds(1 + (SlowestClickSeconds * _random.NextDouble())));
        }
    }

    [LoggerMessage(1311, LogLevel.Warning, "The demo's offers failed; tried again shortly.")]
    private partial void LogFailed(Exception failure);

    [LoggerMessage(1312, LogLevel.Debug, "The demo's offers stopped.")]
    private partial void LogStopped();
}
