namespace Personalization.Log.Snapshots;

/// <summary>The stored state of one actor.</summary>
/// <param name="Kind">The type of actor, for example <c>user</c>.</param>
/// <param name="Key">The actor's key.</param>
/// <param name="Position">All journal entries before this position are in the state.</param>
/// <param name="State">The state, encoded by the actor.</param>
[GenerateSerializer, Immutable, Alias("snapshot-row")]
public readonly record struct SnapshotRow(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Key,
    [property: Id(2)] long Position,
    [property: Id(3)] ReadOnlyMemory<byte> State);
