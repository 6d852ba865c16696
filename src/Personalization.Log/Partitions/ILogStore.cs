namespace Personalization.Log.Partitions;

/// <summary>
/// Where a cluster keeps its logs: by name, rows of entries with consecutive positions (see <see cref="LogRow"/>). Each log has one writer
/// at a time; when two believe to be that one, the store lets one of them go on. Thread-safe.
/// </summary>
public interface ILogStore
{
    /// <summary>The position after the last entry; 0 for a log that does not exist yet.</summary>
    /// <param name="log">The log's name, 1 to 100 characters of a–z, 0–9, <c>- / .</c></param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    ValueTask<long> NextPosition(string log, CancellationToken cancellationToken = default);

    /// <summary>Appends a row and makes it durable.</summary>
    /// <param name="log">The log's name.</param>
    /// <param name="firstPosition">The position of the row's first entry.</param>
    /// <param name="count">How many entries it holds, 1 or more.</param>
    /// <param name="row">The finished row.</param>
    /// <param name="cancellationToken">Ends the wait; the row may be durable all the same.</param>
    /// <returns><see langword="false"/> when a row with this first position is there already: another writer was faster.</returns>
    /// <exception cref="IOException">The store cannot be reached or refuses; the row may be durable all the same.</exception>
    ValueTask<bool> TryAppend(
        string log, long firstPosition, int count, ReadOnlyMemory<byte> row, CancellationToken cancellationToken = default);

    /// <summary>Streams the entries from a position on, in order, as far as they are durable when they are reached.</summary>
    /// <exception cref="LogCorruptException">
    /// On enumeration: a row does not match its checksum; all before it has been given out.
    /// </exception>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    IAsyncEnumerable<LogEntry> Read(string log, long fromPosition, CancellationToken cancellationToken = default);

    /// <summary>Deletes the rows that lie wholly before a position; the last row always stays.</summary>
    /// <returns>How many entries went.</returns>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    ValueTask<long> TruncateBefore(string log, long position, CancellationToken cancellationToken = default);

    /// <summary>The names of the logs that begin with a prefix, in the order of their characters.</summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    ValueTask<IReadOnlyList<string>> Names(string prefix, CancellationToken cancellationToken = default);
}
