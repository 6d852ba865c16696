using Microsoft.Extensions.Logging;
using Personalization.Actors.Recommenders;
using Personalization.Grains.Logs;

namespace Personalization.Grains.Recommenders;

/// <summary>Saves what this silo has learnt, for the whole cluster, and tells the partitions what needs no keeping any more.</summary>
[GrainType("learnt")]
[KeepAlive]
internal sealed partial class LearntGrain(IGrainContext context, SiloNode silo, ILogger<LearntGrain> logger) : ILearntGrain, IGrainBase
{
    private readonly LearntStates _states = new(silo.Snapshots, silo.Learning, silo.Options.Partitions, TimeProvider.System);

    public IGrainContext GrainContext => context;

    public Task OnActivateAsync(CancellationToken token)
    {
        this.RegisterGrainTimer(Save, silo.Options.CheckpointInterval, silo.Options.CheckpointInterval);
        return Task.CompletedTask;
    }

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Save();

    public ValueTask<LearntPage> Read(string afterKey) => _states.Read(afterKey);

    public ValueTask Wake() => ValueTask.CompletedTask;

    private async Task Save()
    {
        try
        {
            if (await _states.Save() is { } applied)
            {
                await Task.WhenAll(applied.Select((position, partition) => silo.Grains.GetGrain<IPartitionGrain>(partition).Learnt(position).AsTask()));
            }
        }
        catch (Exception fault) when (fault is IOException or OrleansException or TimeoutException)
        {
            LogSaveFailed(fault);
        }
    }

    [LoggerMessage(2305, LogLevel.Error, "Saving what was learnt failed; it can be learnt again from the log; tried again at the next interval")]
    private partial void LogSaveFailed(Exception fault);
}
