using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Gateway.Hosting;
using Personalization.Tests.Shared;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class PeriodicWatchTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Look_that_fails_leads_to_the_next_one_and_stopping_ends_them()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        using var watch = new Failing(clock);
        await watch.StartAsync(CancellationToken.None);
        await Eventually.True(() => clock.Waiting == 1, "the watch waits for its first look");
        for (var look = 0; look < 3; look++)
        {
            clock.Advance(s_interval);
            Assert.True(await watch.Looked.WaitAsync(Patience.Limit), $"Look {look} did not come.");
        }
        await watch.StopAsync(CancellationToken.None);
        Assert.True(watch.ExecuteTask is { IsFaulted: false, IsCompleted: true });
    }

    private sealed class Failing(TimeProvider time) : PeriodicWatch(s_interval, time, NullLogger.Instance)
    {
        private int _looks;

        public SemaphoreSlim Looked { get; } = new(0);

        public override Task Check()
        {
            Looked.Release();
            return ++_looks switch
            {
                1 => throw new TimeoutException("The first look fails."),
                2 => Task.FromException(new InvalidOperationException("The second one too.")),
                _ => Task.CompletedTask,
            };
        }

        public override void Dispose()
        {
            Looked.Dispose();
            base.Dispose();
        }
    }
}
