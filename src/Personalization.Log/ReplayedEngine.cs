using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Personalization.Log.Catalog;
using Personalization.Log.Partitions;
using Personalization.Log.Ranking;
using Personalization.Log.Recommenders;
using Personalization.Log.Snapshots;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Log;

/// <summary>
/// The whole state of an engine that does not run, from its log and its saved states: what a replay compares. It takes nothing into the
/// log. Not thread-safe.
/// </summary>
public sealed class ReplayedEngine : IClusterFeeds, IAsyncDisposable
{
    private readonly ISnapshotStore _snapshots;
    private readonly EngineNode _node;
    private readonly ReadModelWriter _learning;
    private readonly LearntStates _learnt;
    private readonly ReadModelFollower _follower;
    private readonly LogPartition[] _partitions;
    private readonly CatalogLog _catalog;

    private ReplayedEngine(PartitionContext context, ReadModelWriter learning, LogPartition[] partitions, CatalogLog catalog)
    {
        (_snapshots, _node, _learning, _partitions, _catalog) = (context.Snapshots, context.Node, learning, partitions, catalog);
        _learning.Follow(partitions.Length);
        _learnt = new LearntStates(context.Snapshots, learning, partitions.Length, context.Time);
        _follower = new ReadModelFollower(context.Node, learning, partitions.Length, context.Loggers.CreateLogger<ReadModelFollower>());
    }

    /// <summary>How many entries the logs of events have.</summary>
    public long Entries => _partitions.Sum(static partition => partition.NextPosition);

    /// <summary>The settings that changed while the log grew, with the position from which on; empty when none did.</summary>
    public IEnumerable<string> SettingsChanged => _partitions.SelectMany(static partition =>
        partition.Settings.Zip(partition.Settings.Skip(1), (before, after) =>
            $"{string.Join(", ", after.Differences(before))} at position {after.From} of partition {partition.Number}"));

    /// <summary>How many partitions there are.</summary>
    public int Partitions => _partitions.Length;

    /// <summary>Reads everything.</summary>
    /// <param name="logs">The logs.</param>
    /// <param name="snapshots">The saved states; empty to rebuild all from the first entry on. What has changed is saved here.</param>
    /// <param name="options">What is kept and learnt.</param>
    /// <param name="idHash">The hash of ids that belongs to the log.</param>
    /// <param name="log">How the log is kept; with its number of partitions.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="IOException">A store cannot be reached, or a log is damaged.</exception>
    public static async Task<ReplayedEngine> Open(
        ILogStore logs, ISnapshotStore snapshots, NodeOptions options, EventIdHash idHash, LogOptions log, ILoggerFactory loggers)
    {
        // States are as the settings in the log have shaped them, whatever this process has been given.
        var settings = await StateSettings.Latest(logs, 0) ?? StateSettings.Of(options, 0);
        var shaped = new NodeOptions
        {
            Decisions = options.Decisions,
            Profiles = settings.Profiles,
            Signals = settings.Signals,
            Bandits = settings.Bandits,
        };
        var node = new EngineNode(shaped, idHash, new NoDecisions(), TimeProvider.System);
        var context = new PartitionContext(logs, snapshots, node, log, loggers, TimeProvider.System) { IsReadOnly = true };
        var catalog = await CatalogLog.Open(logs, snapshots);
        var partitions = new LogPartition[log.Partitions];
        for (var i = 0; i < partitions.Length; i++)
        {
            partitions[i] = await LogPartition.Open(i, context);
        }
        var replica = new ReplayedEngine(context, new ReadModelWriter(node), partitions, catalog);
        await replica._follower.Load(replica, CancellationToken.None);
        await replica._follower.Settle();
        foreach (var partition in partitions)
        {
            await partition.Checkpoint();
        }
        return replica;
    }

    /// <summary>
    /// Digests of the state, part by part, in canonical form: the same log gives the same, whenever and wherever it is replayed, whatever
    /// was saved in between.
    /// </summary>
    /// <returns>SHA-256 in hexadecimal digits, for each part by its name in words.</returns>
    public async Task<IReadOnlyList<(string Part, string Digest)>> Digest()
    {
        var parts = new List<(string, string)>
        {
            ("persons", await Digest(SnapshotKind.User)),
            ("visits", await Digest(SnapshotKind.Session, SnapshotKind.Visit)),
        };
        await _learning.Enqueue(() =>
        {
            parts.Add(("catalogue", Digest(AddCatalogue)));
            parts.Add(("items", Digest(AddItems)));
            parts.Add(("experiments and bandits", Digest(AddExperiments)));
            return 0;
        });
        parts.Add(("observations", Digest(hash =>
        {
            var writer = new ByteWriter(4096);
            foreach (var partition in _partitions)
            {
                partition.WriteObserved(writer);
            }
            Add(hash, SnapshotKind.Feed, "", writer.Written);
        })));
        return parts;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _follower.DisposeAsync();
        foreach (var partition in _partitions)
        {
            await partition.DisposeAsync();
        }
        await _learning.DisposeAsync();
        _node.Dispose();
    }

    ValueTask<CatalogChanges> IClusterFeeds.Catalog(long from) => new(_catalog.Read(from, int.MaxValue));

    ValueTask<PartitionUpdates?> IClusterFeeds.Items(int partition, long from, bool wait) =>
        new(_partitions[partition].Updates(from, isHere: true));

    ValueTask<LearntPage> IClusterFeeds.Learnt(string afterKey) => _learnt.Read(afterKey);

    private async Task<string> Digest(params string[] kinds)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var kind in kinds)
        {
            await foreach (var row in _snapshots.Scan(kind))
            {
                Add(hash, kind, row.Key, row.State.Span);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Digest(Action<IncrementalHash> add)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        add(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void AddCatalogue(IncrementalHash hash)
    {
        foreach (var item in _node.ReadModels.Catalog.Items.ToArray()
            .Where(static item => item is not null).OrderBy(static item => item!.Item.ItemId, StringComparer.Ordinal))
        {
            var change = new ItemChange(item!.Item.ItemId, item.Item, EventTime.FromSeconds(item.AvailableFrom));
            Add(
                hash, SnapshotKind.CatalogItem, item.Item.ItemId,
                JsonSerializer.SerializeToUtf8Bytes(change, ContractsJson.Default.ItemChange));
        }
    }

    private void AddItems(IncrementalHash hash)
    {
        var names = _node.ReadModels.Vocabulary.Items;
        var writer = new ByteWriter(4096);
        foreach (var name in Enumerable.Range(0, names.Count).Select(i => names[i]).Order(StringComparer.Ordinal))
        {
            writer.Clear();
            _node.Projection.WriteItem(writer, names.Find(name));
            Add(hash, SnapshotKind.LearntItem, name, writer.Written);
        }
    }

    private void AddExperiments(IncrementalHash hash)
    {
        foreach (var (key, state) in _node.ExperimentModel.Replayable())
        {
            Add(hash, SnapshotKind.Trial, key, state);
        }
    }

    private static void Add(IncrementalHash hash, string kind, string key, ReadOnlySpan<byte> state)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind}\0{key}\0{state.Length}\0"));
        hash.AppendData(state);
    }

    private sealed class NoDecisions : IDecisionLog
    {
        public bool Append(Decision decision) => false;
    }
}
