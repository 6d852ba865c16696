namespace Personalization.Embedded.Journaling;

/// <summary>A stored entry.</summary>
/// <param name="Position">Its place in the journal.</param>
/// <param name="Kind">What the writer said it is.</param>
/// <param name="IdHash">The hash by which duplicates are recognised; 0 when it has none.</param>
/// <param name="Data">Its bytes. They stay valid, and keep the whole row (see <see cref="JournalOptions.MaxRowBytes"/>) in memory while referenced.</param>
internal readonly record struct JournalEntry(long Position, byte Kind, ulong IdHash, ReadOnlyMemory<byte> Data);
