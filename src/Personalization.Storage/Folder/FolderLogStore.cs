using Personalization.Log.Partitions;

namespace Personalization.Storage.Folder;

/// <summary>
/// The logs of one folder: those of decisions, which are many and may lose their end in a power cut, in a file of their own, so that they
/// never hold up a commit of events. Thread-safe.
/// </summary>
internal sealed class FolderLogStore(LogFile events, LogFile decisions) : ILogStore
{
    private const int MaxNameLength = 100;

    public ValueTask<long> NextPosition(string log, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(FileOf(log).NextPosition(log));
    }

    public ValueTask<bool> TryAppend(
        string log, long firstPosition, int count, ReadOnlyMemory<byte> row, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = FileOf(log);
        ArgumentOutOfRangeException.ThrowIfNegative(firstPosition);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return file.Append(new PendingAppend(log, firstPosition, count, row));
    }

    public IAsyncEnumerable<LogEntry> Read(string log, long fromPosition, CancellationToken cancellationToken = default) =>
        FileOf(log).Read(log, fromPosition).ToAsyncEnumerable();

    public ValueTask<long> TruncateBefore(string log, long position, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => FileOf(log).TruncateBefore(log, position), cancellationToken));

    public ValueTask<IReadOnlyList<string>> Names(string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new([.. events.Names(prefix).Concat(decisions.Names(prefix)).Order(StringComparer.Ordinal)]);
    }

    private LogFile FileOf(string log)
    {
        ArgumentException.ThrowIfNullOrEmpty(log);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log.Length, MaxNameLength);
        return log.StartsWith(LogNames.Decisions, StringComparison.Ordinal) ? decisions : events;
    }
}
