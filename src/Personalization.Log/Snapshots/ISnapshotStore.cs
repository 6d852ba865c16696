namespace Personalization.Log.Snapshots;

/// <summary>
/// Where a cluster keeps saved states, by kind and key. A state never replaces one of the same or a later position. Thread-safe.
/// </summary>
public interface ISnapshotStore
{
    /// <summary>Reads one state.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    ValueTask<SnapshotRow?> Read(string kind, string key, CancellationToken cancellationToken = default);

    /// <summary>Reads the states of some keys with as few questions as the store allows.</summary>
    /// <returns>Those that there are, in no order.</returns>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    ValueTask<IReadOnlyList<SnapshotRow>> ReadMany(string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken = default);

    /// <summary>Streams the states of a kind in the order of their keys (by UTF-8 bytes).</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="afterKey">Start after this key; empty for all.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    IAsyncEnumerable<SnapshotRow> Scan(string kind, string afterKey = "", CancellationToken cancellationToken = default);

    /// <summary>Writes states, all or none. One that is not newer than what is stored (by position) is left out.</summary>
    /// <remarks>The bytes of the states are the caller's again when the task has ended.</remarks>
    /// <exception cref="IOException">The store cannot be reached or refuses; nothing was written.</exception>
    ValueTask Write(IReadOnlyList<SnapshotRow> rows, CancellationToken cancellationToken = default);

    /// <summary>Removes states; of keys without a state nothing is said.</summary>
    /// <exception cref="IOException">The store cannot be reached or refuses.</exception>
    ValueTask Delete(string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken = default);

    /// <summary>Makes sure that a power cut takes nothing back of what was written before.</summary>
    /// <exception cref="IOException">The store cannot be reached or refuses.</exception>
    ValueTask Flush(CancellationToken cancellationToken = default);
}
