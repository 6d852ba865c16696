using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Log.Events;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Demo;

/// <summary>
/// Lets the demo shop live: shoppers come, look, buy and leave at a steady rate, many visits at a time, and a share of them reacts to what
/// is recommended. Time and chance are injected; one enumeration at a time.
/// </summary>
internal sealed partial class DemoSimulation(
    DemoTraffic traffic,
    IEventStream stream,
    DemoSimulationOptions options,
    TimeProvider time,
    ILogger<DemoSimulation> logger,
    ulong seed = 42,
    Func<string, ValueTask<IReadOnlyList<string>>>? recommend = null) : BackgroundService
{
    /// <summary>At most this many events are made up for after a stall, in seconds of the rate.</summary>
    private const double MostArrearsSeconds = 1;

    private long _published;
    private long _refused;
    private long _withoutRecommendations;
    private SeededRandom _random = new(seed, 0xAC7);

    /// <summary>Events published so far.</summary>
    public long Published => Interlocked.Read(ref _published);

    /// <summary>Events that the log refused; the simulation goes on without them.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>How often the source of recommendations failed.</summary>
    public long WithoutRecommendations => Interlocked.Read(ref _withoutRecommendations);

    /// <summary>What happens from now on, one batch a tick; without end.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Event>> Live([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var crowd = new DemoCrowd(traffic, seed, options.Pace, time.GetUtcNow());
        using var timer = new PeriodicTimer(options.Tick, time);
        var last = time.GetTimestamp();
        var owed = 0.0;
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var stamp = time.GetTimestamp();
            owed += time.GetElapsedTime(last, stamp).TotalSeconds * options.EventsPerSecond;
            last = stamp;
            var count = (int)owed;
            owed -= count;
            count = Math.Min(count, (int)Math.Max(1, MostArrearsSeconds * options.EventsPerSecond));
            if (count == 0)
            {
                continue;
            }
            List<Event> batch = [];
            var now = Now();
            crowd.Take(count, now, batch);
            yield return batch;
            await React(crowd, batch, now);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var batch in Live(stoppingToken))
            {
                await Publish(batch, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(Published, Refused);
        }
        catch (LogUnavailableException closed) when (closed.Refusal == LogRefusal.Closed)
        {
            LogStopped(Published, Refused);
        }
    }

    private async Task Publish(IReadOnlyList<Event> batch, CancellationToken cancellationToken)
    {
        try
        {
            var result = await stream.Publish(batch, cancellationToken);
            Interlocked.Add(ref _published, result.Appended);
        }
        catch (LogUnavailableException refusal) when (refusal.Refusal != LogRefusal.Closed)
        {
            Interlocked.Add(ref _refused, batch.Count);
            LogRefused(batch.Count, refusal.Refusal);
        }
    }

    private async ValueTask React(DemoCrowd crowd, List<Event> batch, DateTimeOffset now)
    {
        if (recommend is null)
        {
            return;
        }
        foreach (var seen in batch)
        {
            // Looks are spread over the page views of a visit, of which there are about five.
            if (seen.EventType != EventTypes.PageView || seen.ItemId is null || !_random.Chance(options.LooksAtRecommendations / 5))
            {
                continue;
            }
            var shopper = traffic.Shoppers[ShopperOf(seen.UserId!)];
            var reaction = new RecommendationReaction(traffic, shopper, seen);
            foreach (var (happens, after) in reaction.To(await Recommended(shopper.UserId), now, ref _random))
            {
                crowd.Enqueue(happens, after, now);
            }
        }
    }

    private async ValueTask<IReadOnlyList<string>> Recommended(string userId)
    {
        try
        {
            return await recommend!(userId);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The demo's visitors do not know of faults: they see no recommendations and go on.
            Interlocked.Increment(ref _withoutRecommendations);
            LogNoRecommendations(failure);
            return [];
        }
    }

    private static int ShopperOf(string userId) =>
        int.Parse(userId.AsSpan(userId.LastIndexOf('_') + 1), System.Globalization.CultureInfo.InvariantCulture) - 1;

    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    [LoggerMessage(1301, LogLevel.Information, "The demo simulation stopped after {Published} events; {Refused} were refused.")]
    private partial void LogStopped(long published, long refused);

    [LoggerMessage(1302, LogLevel.Warning, "The log refused {Count} demo events ({Refusal}); they are left out.")]
    private partial void LogRefused(int count, LogRefusal refusal);

    [LoggerMessage(1303, LogLevel.Warning, "No recommendations for a demo shopper; the visit goes on without them.")]
    private partial void LogNoRecommendations(Exception failure);
}
