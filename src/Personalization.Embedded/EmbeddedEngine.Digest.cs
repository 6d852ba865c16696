using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Personalization.Actors.Snapshots;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Embedded.Storage;
using Personalization.Engine.Binary;

namespace Personalization.Embedded;

public sealed partial class EmbeddedEngine
{
    /// <summary>
    /// A digest of the whole state: persons, visits, catalogue and everything learnt, in canonical form. The same log gives the same digest, whenever and wherever it
    /// is replayed, whatever was saved in between.
    /// </summary>
    /// <returns>SHA-256 in hexadecimal digits.</returns>
    public async Task<string> Digest()
    {
        await Checkpoint();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var kind in new[] { SnapshotKind.User, SnapshotKind.Session })
        {
            foreach (var row in _store.Scan(kind))
            {
                Add(hash, kind, row.Key, row.State.Span);
            }
        }
        await _learning.Enqueue(() =>
        {
            AddItems(hash);
            return 0;
        });
        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }

    /// <summary>Rebuilds the state from the first entry of this engine's journal on, in an engine of its own in an empty folder, which the caller disposes of.</summary>
    public async Task<EmbeddedEngine> Rebuild(string folder, ILoggerFactory loggers)
    {
        var options = new EmbeddedOptions
        {
            DataFolder = folder,
            Node = _options.Node,
            SessionEnds = false,
            Actors = _options.Actors,
            ApplyThreads = _options.ApplyThreads,
        };
        Directory.CreateDirectory(folder);
        var owned = DataFolder.Open(folder);
        using (var store = Snapshots.SnapshotStore.Open(owned))
        {
            store.Write([], new Dictionary<string, string> { [IdHashName] = _store.Value(IdHashName)! });
        }
        var engine = new EmbeddedEngine(options, owned, _time, loggers);
        await engine.Recover();
        await engine.Replay(_journal.Read(0));
        await engine.Settle();
        return engine;
    }

    private void AddItems(IncrementalHash hash)
    {
        var names = Node.Replica.Vocabulary.Items;
        var order = Enumerable.Range(0, names.Count).Select(i => names[i]).Order(StringComparer.Ordinal);
        var writer = new ByteWriter(4096);
        foreach (var name in order)
        {
            writer.Clear();
            Node.Projection.WriteItem(writer, names.Find(name));
            Add(hash, SnapshotKind.LearntItem, name, writer.Written);
            if (Node.Replica.Catalog.Find(name) is { } item)
            {
                var change = new ItemChange(name, item.Item, Engine.Events.EventTime.FromSeconds(item.AvailableFrom));
                Add(hash, SnapshotKind.CatalogItem, name, JsonSerializer.SerializeToUtf8Bytes(change, ContractsJson.Default.ItemChange));
            }
        }
        writer.Clear();
        Node.Projection.WriteTrails(writer);
        Add(hash, SnapshotKind.Trails, "", writer.Written);
        foreach (var (key, state) in Node.Book.Replayable())
        {
            Add(hash, SnapshotKind.Trial, key, state);
        }
        writer.Clear();
        Node.Trails.Write(writer);
        Add(hash, SnapshotKind.Trails, SnapshotKind.TrialTrailsKey, writer.Written);
    }

    private static void Add(IncrementalHash hash, string kind, string key, ReadOnlySpan<byte> state)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind}\0{key}\0{state.Length}\0"));
        hash.AppendData(state);
    }
}
