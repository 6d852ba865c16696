namespace Personalization.Log.Partitions;

/// <summary>A stored entry.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Kind">What the writer said it is.</param>
/// <param name="IdHash">The hash by which duplicates are recognised; 0 when it has none.</param>
/// <param name="Data">Its bytes. They stay valid, and keep the whole row in memory while referenced.</param>
public readonly record struct LogEntry(long Position, byte Kind, ulong IdHash, ReadOnlyMemory<byte> Data);
