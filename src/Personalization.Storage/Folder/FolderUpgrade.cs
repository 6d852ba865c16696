using System.Buffers.Binary;
using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;

namespace Personalization.Storage.Folder;

/// <summary>
/// Takes over the logs of a folder that an engine of before has written: one journal of events and changes of the catalogue in
/// <c>engine.db</c>, one of decisions in <c>decisions.db</c>. States are not taken over; they follow from the log. The old files stay as
/// they are. An upgrade that was cut short goes on where it stood.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="logs">Where the logs go.</param>
/// <param name="states">Where it is noted that the upgrade is done.</param>
internal sealed class FolderUpgrade(DataFolder folder, ILogStore logs, ISnapshotStore states)
{
    private const string Journal = "engine.db";
    private const string DoneKey = "upgraded";
    private const string DecisionsName = "decisions/before";
    private const int RowBytes = 1 << 20;

    /// <summary>Whether a folder holds the files of an engine of before.</summary>
    public static bool IsNeededIn(string path) => File.Exists(Path.Combine(path, Journal));

    /// <summary>Takes over what has not been taken over yet.</summary>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public async Task Run(CancellationToken cancellationToken)
    {
        if (!IsNeededIn(folder.Path) || await states.Read(SnapshotKind.Cluster, DoneKey, cancellationToken) is not null)
        {
            return;
        }
        var one = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(one, 1);
        var rows = new List<SnapshotRow> { new(SnapshotKind.Cluster, SnapshotKind.PartitionsKey, 1, one) };
        if (IdHashKey() is { } key)
        {
            // Hashes of ids are part of the log: with them, an event that is sent again is known.
            rows.Add(new SnapshotRow(SnapshotKind.Cluster, SnapshotKind.IdHashKey, 1, key));
        }
        await states.Write(rows, cancellationToken);
        await Copy(Journal, LogEntryKind.Event, LogNames.Events(0));
        await Copy(Journal, LogEntryKind.ItemChange, LogNames.Catalog);
        await Copy("decisions.db", 0, DecisionsName);
        await states.Write([new SnapshotRow(SnapshotKind.Cluster, DoneKey, 1, ReadOnlyMemory<byte>.Empty)], cancellationToken);
        await states.Flush(cancellationToken);
    }

    private async Task Copy(string file, byte kind, string log)
    {
        var path = folder.FilePath(file);
        if (!File.Exists(path))
        {
            return;
        }
        var appender = new LogAppender(logs, log, TimeProvider.System) { NextPosition = await logs.NextPosition(log) };
        var known = appender.NextPosition;
        var row = new LogRowWriter(RowBytes);
        row.Start(known);
        foreach (var entry in Read(path).Where(entry => entry.Kind == kind).Skip((int)known))
        {
            if (!row.TryAdd(kind, entry.IdHash, entry.Data.Span))
            {
                await appender.Append(row);
                row.Start(appender.NextPosition);
                row.TryAdd(kind, entry.IdHash, entry.Data.Span);
            }
        }
        if (row.Count > 0)
        {
            await appender.Append(row);
        }
    }

    private static IEnumerable<LogEntry> Read(string path)
    {
        using var database = SqliteDatabase.OpenReader(path);
        if (database.Number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal'") == 0)
        {
            yield break;
        }
        using var rows = database.Prepare("SELECT first_position, count, payload FROM journal ORDER BY first_position");
        while (rows.Step())
        {
            var (position, count, row) = (rows.Number(0), (int)rows.Number(1), rows.Bytes(2).ToArray());
            if (LogRow.FindFault(row, position, count) is { } fault)
            {
                throw new LogCorruptException(path, position, fault);
            }
            var offset = LogRow.HeaderBytes;
            for (var i = 0; i < count; i++)
            {
                yield return LogRow.Read(row, ref offset, position + i);
            }
        }
    }

    private byte[]? IdHashKey()
    {
        var path = folder.FilePath("state.db");
        if (!File.Exists(path))
        {
            return null;
        }
        using var database = SqliteDatabase.OpenReader(path);
        using var rows = database.Prepare("SELECT value FROM meta WHERE key = 'id_hash_key'");
        return rows.Step() ? Convert.FromHexString(rows.Text(0)) : null;
    }
}
