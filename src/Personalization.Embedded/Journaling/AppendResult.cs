namespace Personalization.Embedded.Journaling;

/// <summary>What became of a batch: it is durable, and the consumer has taken it.</summary>
/// <param name="Appended">Entries that were new.</param>
/// <param name="Duplicates">Entries left out because an entry with the same id hash is already in the journal.</param>
/// <param name="LastPosition">The position of the last new entry; -1 when there was none.</param>
internal readonly record struct AppendResult(int Appended, int Duplicates, long LastPosition);
