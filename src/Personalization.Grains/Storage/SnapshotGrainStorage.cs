using System.Globalization;
using Orleans.Storage;
using Personalization.Actors.Snapshots;

namespace Personalization.Grains.Storage;

/// <summary>
/// Keeps actors' states in the engine's own snapshot store. The position serves as the tag: an activation whose state is not the one that was stored last, because another
/// one has written since, writes nothing and is given up.
/// </summary>
internal sealed class SnapshotGrainStorage(ISnapshotStore snapshots) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = await snapshots.Read(grainId.Type.ToString()!, grainId.Key.ToString()!);
        (grainState.RecordExists, grainState.ETag) = (row is not null, Tag(row));
        if (row is { } found)
        {
            Of(grainState.State).Position = found.Position;
            Of(grainState.State).State = found.State;
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (kind, key, snapshot) = (grainId.Type.ToString()!, grainId.Key.ToString()!, Of(grainState.State));
        if (Tag(await snapshots.Read(kind, key)) is var stored && stored != grainState.ETag)
        {
            throw new InconsistentStateException($"Another activation of this {kind} has been saved since.", stored, grainState.ETag);
        }
        var row = new SnapshotRow(kind, key, snapshot.Position, snapshot.State);
        await snapshots.Write([row]);
        (grainState.RecordExists, grainState.ETag) = (true, Tag(row));
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("States are erased through the engine's own way, which covers the log too.");

    private static string? Tag(SnapshotRow? row) => row?.Position.ToString(CultureInfo.InvariantCulture);

    private static ActorSnapshot Of<T>(T state) => state as ActorSnapshot ?? throw new NotSupportedException($"Only actor states are kept here, not {typeof(T)}.");
}
