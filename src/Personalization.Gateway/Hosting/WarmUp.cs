using Personalization.Log;
using Personalization.Engine.Events;
using Personalization.Engine.Ranking;

namespace Personalization.Gateway.Hosting;

/// <summary>
/// Makes some decisions before the gateway listens: the first ones of a process are compiled while they run, and nobody should wait for
/// that.
/// </summary>
internal sealed class WarmUp(IEngine engine, TimeProvider time) : IHostedService
{
    private const int Decisions = 100;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var now = EventTime.Seconds(time.GetUtcNow());
        for (var i = 0; i < Decisions; i++)
        {
            engine.Node.Path.Decide(new DecisionQuery { Now = now, Count = 20 });
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
