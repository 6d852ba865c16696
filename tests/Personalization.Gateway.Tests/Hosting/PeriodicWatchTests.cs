using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Gateway.Hosting;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class PeriodicWatchTests
{
    [Fact]
    public async Task Look_that_fails_leads_to_the_next_one_and_stopping_ends_them()
    {
        using var watch = new Failing();
        await watch.StartAsync(CancellationToken.None);
        await watch.ThirdInterimAnalysis.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await watch.StopAsync(CancellationToken.None);
        Assert.True(watch.ExecuteTask is { IsFaulted: false, IsCompleted: true });
    }

    private sealed class Failing() : PeriodicWatch(TimeSpan.FromMilliseconds(1), TimeProvider.System, NullLogger.Instance)
    {
        private int _looks;

        public TaskCompletionSource ThirdInterimAnalysis { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task Check() => ++_looks switch
        {
            1 => throw new TimeoutException("The first look fails."),
            2 => Task.FromException(new InvalidOperationException("The second one too.")),
            _ => Task.FromResult(ThirdInterimAnalysis.TrySetResult()),
        };
    }
}
