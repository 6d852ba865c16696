using Personalization.Actors.Logs;
using Personalization.Actors.Snapshots;

namespace Personalization.Actors.Tests.Logs;

/// <summary>Everything that a node reaches; once it is cut, the node is lost as far as the others can tell.</summary>
internal sealed class Wire(ILogStore log, ISnapshotStore snapshots, ILogActors actors) : ILogStore, ISnapshotStore, ILogActors
{
    private volatile bool _isCut;

    public void Cut() => _isCut = true;

    public ValueTask<long> NextPosition(string name, CancellationToken cancellationToken = default) => Through(log).NextPosition(name, cancellationToken);

    public ValueTask<bool> TryAppend(string name, long firstPosition, int count, ReadOnlyMemory<byte> row, CancellationToken cancellationToken = default) =>
        Through(log).TryAppend(name, firstPosition, count, row, cancellationToken);

    public IAsyncEnumerable<LogEntry> Read(string name, long fromPosition, CancellationToken cancellationToken = default) =>
        Through(log).Read(name, fromPosition, cancellationToken);

    public ValueTask<long> TruncateBefore(string name, long position, CancellationToken cancellationToken = default) =>
        Through(log).TruncateBefore(name, position, cancellationToken);

    public ValueTask<IReadOnlyList<string>> Names(string prefix, CancellationToken cancellationToken = default) => Through(log).Names(prefix, cancellationToken);

    public ValueTask<SnapshotRow?> Read(string kind, string key, CancellationToken cancellationToken = default) =>
        Through(snapshots).Read(kind, key, cancellationToken);

    public IAsyncEnumerable<SnapshotRow> Scan(string kind, string afterKey = "", CancellationToken cancellationToken = default) =>
        Through(snapshots).Scan(kind, afterKey, cancellationToken);

    public ValueTask Write(IReadOnlyList<SnapshotRow> rows, CancellationToken cancellationToken = default) => Through(snapshots).Write(rows, cancellationToken);

    public ValueTask<long> Deliver(ActorId actor, LogDelivery delivery) => Through(actors).Deliver(actor, delivery);

    public ValueTask<long> Save(ActorId actor, int partition) => Through(actors).Save(actor, partition);

    private T Through<T>(T end) => _isCut ? throw new IOException("The wire is cut.") : end;
}
