using Personalization.Actors.Catalog;
using Personalization.Actors.Events;
using Personalization.Actors.Logs;
using Personalization.Actors.Recommenders;
using Personalization.Actors.Snapshots;

namespace Personalization.Actors.Wire;

/// <summary>What the nodes of a cluster tell each other about their logs and states.</summary>
internal static class ClusterWire
{
    public static WireCodec[] Codecs { get; } =
    [
        new WireCodec<PartitionReply>(WireType.PartitionReply, 1, WriteReply, ReadReply),
        new WireCodec<PartitionUpdates>(WireType.PartitionUpdates, 1, WriteUpdates, ReadUpdates),
        new WireCodec<CatalogChanges>(WireType.CatalogChanges, 1, WriteChanges, ReadChanges),
        new WireCodec<LearntPage>(WireType.LearntPage, 1, WritePage, ReadPage),
    ];

    private static void WriteReply(WireWriter writer, PartitionReply reply)
    {
        writer.Presence((reply.Receipt is null ? 0u : 1) | (reply.Refusal is null ? 0u : 2));
        if (reply.Receipt is { } receipt)
        {
            writer.Whole(receipt.Appended);
            writer.Whole(receipt.Duplicates);
            writer.Whole(receipt.LastPosition);
            writer.Whole(receipt.Purchases);
            writer.Whole(receipt.PurchaseMilli);
        }
        if (reply.Refusal is { } refusal)
        {
            writer.Whole((int)refusal);
        }
        writer.Text(reply.Message);
    }

    private static PartitionReply ReadReply(ref WireReader reader)
    {
        var members = reader.Presence();
        return new PartitionReply(
            (members & 1) == 0 ? null : new PartitionReceipt(reader.Int32(), reader.Int32(), reader.Whole(), reader.Int32(), reader.Whole()),
            (members & 2) == 0 ? null : (LogRefusal)reader.Int32(),
            reader.Text());
    }

    private static void WriteUpdates(WireWriter writer, PartitionUpdates updates)
    {
        writer.Whole(updates.Partition);
        writer.Whole(updates.NextPosition);
        WritePieces(writer, updates.Observations);
        writer.Presence(updates.Trials.Count > 0 ? 1u : 0);
        if (updates.Trials.Count > 0)
        {
            WritePieces(writer, updates.Trials);
        }
    }

    private static void WritePieces(WireWriter writer, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        writer.Bytes.Varint((ulong)pieces.Count);
        foreach (var piece in pieces)
        {
            writer.Bytes.Block(piece.Span);
        }
    }

    private static PartitionUpdates ReadUpdates(ref WireReader reader)
    {
        var (partition, next) = (reader.Int32(), reader.Whole());
        var observations = ReadPieces(ref reader);
        return new PartitionUpdates(partition, next, observations) { Trials = !reader.AtEnd && (reader.Presence() & 1) != 0 ? ReadPieces(ref reader) : [] };
    }

    private static ReadOnlyMemory<byte>[] ReadPieces(ref WireReader reader)
    {
        var pieces = new ReadOnlyMemory<byte>[reader.Bytes.Count(1)];
        for (var i = 0; i < pieces.Length; i++)
        {
            pieces[i] = reader.Bytes.Block().ToArray();
        }
        return pieces;
    }

    private static void WriteChanges(WireWriter writer, CatalogChanges changes)
    {
        writer.Whole(changes.NextPosition);
        writer.Presence(changes.IsComplete ? 1u : 0);
        writer.Parts(changes.Changes, CatalogWire.WriteChange);
    }

    private static CatalogChanges ReadChanges(ref WireReader reader) =>
        new(reader.Whole(), (reader.Presence() & 1) != 0, reader.Parts(CatalogWire.ReadChange));

    private static void WritePage(WireWriter writer, LearntPage page)
    {
        writer.Whole(page.Version);
        writer.Bytes.Varint((ulong)page.Applied.Count);
        foreach (var position in page.Applied)
        {
            writer.Whole(position);
        }
        writer.Parts(page.Rows, WriteRow);
    }

    private static LearntPage ReadPage(ref WireReader reader)
    {
        var version = reader.Whole();
        var applied = new long[reader.Bytes.Count(1)];
        for (var i = 0; i < applied.Length; i++)
        {
            applied[i] = reader.Whole();
        }
        return new LearntPage(version, applied, reader.Parts(ReadRow));
    }

    private static void WriteRow(WireWriter writer, SnapshotRow row)
    {
        writer.Name(row.Kind);
        writer.Text(row.Key);
        writer.Whole(row.Position);
        writer.Bytes.Block(row.State.Span);
    }

    private static SnapshotRow ReadRow(ref WireReader reader) =>
        new(reader.Name(), reader.Text(), reader.Whole(), reader.Bytes.Block().ToArray());
}
