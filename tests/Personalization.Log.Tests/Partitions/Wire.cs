using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;

namespace Personalization.Log.Tests.Partitions;

/// <summary>Everything that a node reaches; once it is cut, the node is lost as far as the others can tell.</summary>
internal sealed class Wire(ILogStore log, ISnapshotStore snapshots) : ILogStore, ISnapshotStore
{
    private volatile bool _isCut;

    public bool IsCut => _isCut;

    public void Cut() => _isCut = true;

    public ValueTask<long> NextPosition(string name, CancellationToken cancellationToken = default) =>
        Through(log).NextPosition(name, cancellationToken);

    public ValueTask<bool> TryAppend(
        string name, long firstPosition, int count, ReadOnlyMemory<byte> row, CancellationToken cancellationToken = default) =>
        Through(log).TryAppend(name, firstPosition, count, row, cancellationToken);

    public IAsyncEnumerable<LogEntry> Read(string name, long fromPosition, CancellationToken cancellationToken = default) =>
        Through(log).Read(name, fromPosition, cancellationToken);

    public ValueTask<long> TruncateBefore(string name, long position, CancellationToken cancellationToken = default) =>
        Through(log).TruncateBefore(name, position, cancellationToken);

    public ValueTask<IReadOnlyList<string>> Names(string prefix, CancellationToken cancellationToken = default) =>
        Through(log).Names(prefix, cancellationToken);

    public ValueTask<SnapshotRow?> Read(string kind, string key, CancellationToken cancellationToken = default) =>
        Through(snapshots).Read(kind, key, cancellationToken);

    public IAsyncEnumerable<SnapshotRow> Scan(string kind, string afterKey = "", CancellationToken cancellationToken = default) =>
        Through(snapshots).Scan(kind, afterKey, cancellationToken);

    public ValueTask Write(IReadOnlyList<SnapshotRow> rows, CancellationToken cancellationToken = default) =>
        Through(snapshots).Write(rows, cancellationToken);

    public ValueTask<IReadOnlyList<SnapshotRow>> ReadMany(
        string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        Through(snapshots).ReadMany(kind, keys, cancellationToken);

    public ValueTask Delete(string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        Through(snapshots).Delete(kind, keys, cancellationToken);

    public ValueTask Flush(CancellationToken cancellationToken = default) => Through(snapshots).Flush(cancellationToken);

    private T Through<T>(T end) => _isCut ? throw new IOException("The wire is cut.") : end;
}
