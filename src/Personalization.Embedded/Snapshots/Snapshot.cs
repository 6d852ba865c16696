namespace Personalization.Embedded.Snapshots;

/// <summary>A state that was read.</summary>
/// <param name="Position">All journal entries before this position are in the state.</param>
/// <param name="State">The state's bytes, owned by the reader.</param>
internal readonly record struct Snapshot(long Position, byte[] State);
