namespace Personalization.Actors.Snapshots;

/// <summary>The stored state of one actor.</summary>
/// <param name="Kind">The type of actor, for example <c>user</c>.</param>
/// <param name="Key">The actor's key.</param>
/// <param name="Position">All journal entries before this position are in the state.</param>
/// <param name="State">The state, encoded by the actor.</param>
public readonly record struct SnapshotRow(string Kind, string Key, long Position, ReadOnlyMemory<byte> State);
