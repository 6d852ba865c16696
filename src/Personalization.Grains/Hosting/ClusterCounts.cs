using Microsoft.Extensions.Hosting;
using Personalization.Log.Partitions;
using Personalization.Grains.Partitions;

namespace Personalization.Grains.Hosting;

/// <summary>Counts now and then who is in memory over the whole cluster.</summary>
internal sealed class ClusterCounts(
    EngineProcess process, IGrainFactory grains, IReadOnlyDictionary<int, LogPartition> here) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    private int _users;
    private int _sessions;

    // With one partition, which is here, the figures are of this moment.
    private LogPartition? Only => process.Options.Log.Partitions == 1 && here.TryGetValue(0, out var partition) ? partition : null;

    /// <summary>Persons in memory.</summary>
    public int Users => Only?.Users ?? _users;

    /// <summary>Visits in memory.</summary>
    public int Sessions => Only?.Sessions ?? _sessions;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval);
        do
        {
            try
            {
                if (Only is null)
                {
                    var counts = await Task.WhenAll(Enumerable.Range(0, process.Options.Log.Partitions).Select(Count))
                        .WaitAsync(stoppingToken);
                    (_users, _sessions) = (counts.Sum(static c => c.Users), counts.Sum(static c => c.Sessions));
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested && ClusterEngine.IsTransient(fault))
            {
                // A silo is coming or going, or the database does not answer; the figures are of before.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task<PartitionCounts> Count(int number) => here.TryGetValue(number, out var partition)
        ? Task.FromResult(new PartitionCounts(process.Options.Log.Partitions, partition.Users, partition.Sessions))
        : grains.GetGrain<IPartitionGrain>(number).Counts().AsTask();
}
