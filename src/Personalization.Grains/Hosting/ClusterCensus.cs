using Personalization.Grains.Profiles;
using Personalization.Grains.Sessions;

namespace Personalization.Grains.Hosting;

/// <summary>Counts now and then what is in memory over the whole cluster.</summary>
internal sealed class ClusterCensus : IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    private readonly IManagementGrain _management;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _counting;

    public ClusterCensus(IGrainFactory grains, Func<long> droppedDecisions, Func<long> failures)
    {
        _management = grains.GetGrain<IManagementGrain>(0);
        (DroppedDecisions, Failures) = (droppedDecisions, failures);
        _counting = Task.Run(Count);
    }

    /// <summary>Persons in memory, at the last count.</summary>
    public int Users { get; private set; }

    /// <summary>Visits in memory, at the last count.</summary>
    public int Sessions { get; private set; }

    /// <summary>Decisions of this process that its log could not take.</summary>
    public Func<long> DroppedDecisions { get; }

    /// <summary>Events that an actor in this process could not apply.</summary>
    public Func<long> Failures { get; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _counting;
        _stopping.Dispose();
    }

    private async Task Count()
    {
        using var timer = new PeriodicTimer(s_interval);
        try
        {
            do
            {
                try
                {
                    var statistics = await _management.GetSimpleGrainStatistics().WaitAsync(_stopping.Token);
                    (Users, Sessions) = (Count(statistics, typeof(UserGrain)), Count(statistics, typeof(SessionGrain)));
                }
                catch (Exception fault) when (ClusterEngine.IsTransient(fault))
                {
                    // A silo is coming or going, or the database does not answer; the figures are of before.
                }
            }
            while (await timer.WaitForNextTickAsync(_stopping.Token));
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    // Orleans names a type with its assembly behind it.
    private static int Count(SimpleGrainStatistic[] statistics, Type grain) =>
        statistics.Where(s => s.GrainType.Split(',')[0] == grain.FullName).Sum(static s => s.ActivationCount);
}
