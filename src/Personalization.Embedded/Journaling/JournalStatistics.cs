namespace Personalization.Embedded.Journaling;

/// <summary>The journal's extent and load at one moment.</summary>
/// <param name="FirstPosition">The oldest entry kept.</param>
/// <param name="NextPosition">The position that the next entry gets.</param>
/// <param name="ConsumedPosition">All entries before this position have been consumed.</param>
/// <param name="FileBytes">The size of the database file.</param>
/// <param name="WriteAheadBytes">The size of SQLite's write-ahead file.</param>
/// <param name="WaitingBytes">Bytes accepted and not yet committed and consumed.</param>
/// <param name="Commits">Transactions since opening.</param>
/// <param name="Duplicates">Duplicates recognised since opening.</param>
internal readonly record struct JournalStatistics(
    long FirstPosition,
    long NextPosition,
    long ConsumedPosition,
    long FileBytes,
    long WriteAheadBytes,
    long WaitingBytes,
    long Commits,
    long Duplicates);
