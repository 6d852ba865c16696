using Microsoft.Extensions.Logging;
using Personalization.Log.Recommenders;
using Personalization.Grains.Partitions;

namespace Personalization.Grains.Recommenders;

/// <summary>Saves what this silo has learnt, for the whole cluster, and tells the partitions what needs no keeping any more.</summary>
[GrainType("learnt")]
[KeepAlive]
internal sealed partial class LearntGrain(IGrainContext context, SiloContext silo, ILogger<LearntGrain> logger) : ILearntGrain, IGrainBase
{
    private readonly LearntStates _states = new(silo.Snapshots, silo.Learning, silo.Options.Partitions, TimeProvider.System);

    public IGrainContext GrainContext => context;

    public Task OnActivateAsync(CancellationToken token)
    {
        this.RegisterGrainTimer(Save, silo.Options.CheckpointInterval, silo.Options.CheckpointInterval);
        return Task.CompletedTask;
    }

    // The grains of the partitions may be gone by now. Those of this silo that are not are told without a message.
    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Save(static async (silo, applied) =>
    {
        foreach (var partition in silo.Partitions.Values)
        {
            await partition.Learnt(applied[partition.Number]);
        }
    });

    public ValueTask<LearntPage> Read(string afterKey) => _states.Read(afterKey);

    public ValueTask Wake() => ValueTask.CompletedTask;

    private Task Save() => Save(static (silo, applied) =>
        Task.WhenAll(applied.Select((position, partition) => silo.Grains.GetGrain<IPartitionGrain>(partition).Learnt(position).AsTask())));

    private async Task Save(Func<SiloContext, long[], Task> tell)
    {
        try
        {
            if (await _states.Save() is { } applied)
            {
                await tell(silo, applied);
            }
        }
        catch (Exception fault) when (fault is IOException or OrleansException or TimeoutException)
        {
            LogSaveFailed(fault);
        }
    }

    [LoggerMessage(
        2305, LogLevel.Error, "Saving what was learnt failed; it can be learnt again from the log; tried again at the next interval")]
    private partial void LogSaveFailed(Exception fault);
}
