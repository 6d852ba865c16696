using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Actors.Logs;
using Personalization.Actors.Trials;
using Personalization.Contracts.Ranking;
using Personalization.Grains.Logs;
using Personalization.Grains.Ranking;

namespace Personalization.Grains.Hosting;

/// <summary>
/// Goes with the life of a client: it learns from the silos how many partitions there are, fills its read models and follows.
/// </summary>
internal sealed class ClientLifecycle(
    EngineProcess process, IGrainFactory grains, ReplicaFollower follower, ClusterLog log, IMeterFactory meters) : IHostedService
{
    private static readonly ImmutableDictionary<int, LogPartition> s_none = ImmutableDictionary<int, LogPartition>.Empty;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        process.Options.Log.Partitions = (await grains.GetGrain<IPartitionGrain>(0).Census()).Partitions;
        process.KeepDecisions(Append);
        meters.Measure(process);
        await follower.Load(new GrainFeeds(grains, s_none, null, cancellationToken), cancellationToken);
        await follower.Follow(cancellationToken);
        process.Node.Trials.Start(log, process.Options.Log.Partitions, process.Loggers.CreateLogger<TrialBuffer>());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await process.Node.Trials.DisposeAsync();
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
