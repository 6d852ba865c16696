using Orleans.Storage;
using Personalization.Actors.Snapshots;

namespace Personalization.Grains.Storage;

/// <summary>
/// Keeps actors' states in the engine's own snapshot store. Instead of by tags, a state of an activation that is not the current one is recognised by its position:
/// it never replaces one that has seen more of the log.
/// </summary>
internal sealed class SnapshotGrainStorage(ISnapshotStore snapshots) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = await snapshots.Read(grainId.Type.ToString()!, grainId.Key.ToString()!);
        grainState.RecordExists = row is not null;
        if (row is { } found)
        {
            Of(grainState.State).Position = found.Position;
            Of(grainState.State).State = found.State;
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var snapshot = Of(grainState.State);
        await snapshots.Write([new SnapshotRow(grainId.Type.ToString()!, grainId.Key.ToString()!, snapshot.Position, snapshot.State)]);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("States are erased through the engine's own way, which covers the log too.");

    private static ActorSnapshot Of<T>(T state) => state as ActorSnapshot ?? throw new NotSupportedException($"Only actor states are kept here, not {typeof(T)}.");
}
