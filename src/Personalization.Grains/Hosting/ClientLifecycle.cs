using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Log.Partitions;
using Personalization.Log.Experiments;
using Personalization.Contracts.Ranking;
using Personalization.Grains.Partitions;
using Personalization.Grains.Ranking;

namespace Personalization.Grains.Hosting;

/// <summary>
/// Goes with the life of a client: it learns from the silos how many partitions there are, fills its read models and follows.
/// </summary>
internal sealed class ClientLifecycle(
    EngineProcess process, IGrainFactory grains, ClusterFollower follower, ClusterLog log, IMeterFactory meters) : IHostedService
{
    private static readonly ImmutableDictionary<int, LogPartition> s_none = ImmutableDictionary<int, LogPartition>.Empty;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        process.Options.Log.Partitions = (await grains.GetGrain<IPartitionGrain>(0).Counts()).Partitions;
        process.KeepDecisions(Append);
        meters.Measure(process);
        await follower.Load(new GrainFeeds(grains, s_none, null, cancellationToken), cancellationToken);
        await follower.Follow(cancellationToken);
        process.Node.Exposures.Start(log, process.Options.Log.Partitions, process.Loggers.CreateLogger<ExposureLog>());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await process.Node.Exposures.DisposeAsync();
        await follower.DisposeAsync();
        await process.DisposeAsync();
    }

    // Any silo takes them; the second attempt reaches another one than a silo that was just lost.
    private async ValueTask Append(IReadOnlyList<Decision> decisions)
    {
        try
        {
            await grains.GetGrain<IDecisionLogGrain>(0).Append(decisions);
        }
        catch (Exception fault) when (ClusterEngine.IsTransient(fault))
        {
            await grains.GetGrain<IDecisionLogGrain>(0).Append(decisions);
        }
    }
}
