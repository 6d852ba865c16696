namespace Personalization.Gateway.Hosting;

/// <summary>
/// Analyses again and again while the gateway runs. A look that fails, say because the log is away, is told of and followed by the next
/// one: no fault of it ends the gateway.
/// </summary>
/// <param name="interval">How long from one look to the next.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where faults are told.</param>
internal abstract partial class PeriodicWatch(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>Where to tell what was done.</summary>
    protected ILogger Logger => logger;

    /// <summary>Analyses once.</summary>
    public abstract Task Check();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Check();
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, GetType().Name, fault);
            }
        }
    }

    [LoggerMessage(3501, LogLevel.Warning, "{Watch} failed; tried again shortly")]
    private static partial void LogFailed(ILogger logger, string watch, Exception fault);
}
