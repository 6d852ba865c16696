using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Personalization.Log;
using Personalization.Log.Ranking;
using Personalization.Log.Settings;
using Personalization.Log.Snapshots;
using Personalization.Storage;
using Personalization.Engine.Events;

namespace Personalization.Grains.Hosting;

/// <summary>
/// What a process of the engine has before its host is built: stores, the read models, the decision path. A silo opens the stores; a client
/// of silos elsewhere has none.
/// </summary>
public sealed class EngineProcess : IAsyncDisposable
{
    private readonly EngineStores? _stores;
    private Func<IReadOnlyList<Contracts.Ranking.Decision>, ValueTask> _keep;
    private int _disposed;

    private EngineProcess(
        ClusterOptions options, NodeOptions node, EngineStores? stores, EventIdHash idHash, TimeProvider time, ILoggerFactory loggers)
    {
        (Options, Time, Loggers, _stores) = (options, time, loggers, stores);
        _keep = stores is null ? static _ => ValueTask.CompletedTask : new DecisionWriter(stores.Logs, time).Append;
        Decisions = new DecisionBuffer(decisions => _keep(decisions), loggers.CreateLogger<DecisionBuffer>());
        Node = new EngineNode(node, idHash, Decisions, time);
        Learning = new ReadModelWriter(Node);
        Decisions.Start();
    }

    /// <summary>The cluster that the process belongs to.</summary>
    public ClusterOptions Options { get; }

    /// <summary>The catalogue, what is learnt, and the decision path.</summary>
    public EngineNode Node { get; }

    /// <summary>Learns what the log says about everybody.</summary>
    public ReadModelWriter Learning { get; }

    /// <summary>Where decisions go.</summary>
    public DecisionBuffer Decisions { get; }

    /// <summary>The engine's clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Makes loggers, as long as the process runs.</summary>
    public ILoggerFactory Loggers { get; }

    /// <summary>Where logs and states are kept.</summary>
    /// <exception cref="InvalidOperationException">The process is a client.</exception>
    public EngineStores Stores => _stores ?? throw new InvalidOperationException("A client has no stores of its own.");

    /// <summary>Whether silos elsewhere have the stores.</summary>
    public bool IsClient => _stores is null;

    /// <summary>Where the engine is, in words for people.</summary>
    public string Place => _stores is null ? $"cluster {Options.ClusterId}" : _stores.Description;

    /// <summary>Opens what the settings name.</summary>
    /// <param name="options">Checked options; the number of partitions stands there afterwards.</param>
    /// <param name="node">What is kept, learnt and decided.</param>
    /// <param name="time">The engine's clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The stores cannot be opened.</exception>
    /// <exception cref="SettingsException">The log was made with other settings.</exception>
    public static async Task<EngineProcess> Open(
        ClusterOptions options, NodeOptions node, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken = default)
    {
        if (options.Role == ClusterRole.Client)
        {
            return new EngineProcess(options, node, null, new EventIdHash(0, 0), time, loggers);
        }
        var stores = EngineStores.Open(options.Storage);
        try
        {
            await stores.Prepare(cancellationToken);
            options.Log.Partitions = await Partitions(options, stores, cancellationToken);
            var key = await SetOnce(stores.Snapshots, SnapshotKind.IdHashKey, RandomNumberGenerator.GetBytes(16), cancellationToken);
            var idHash = new EventIdHash(BitConverter.ToUInt64(key.Span), BitConverter.ToUInt64(key.Span[8..]));
            return new EngineProcess(options, node, stores, idHash, time, loggers);
        }
        catch
        {
            await stores.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says where decisions go, in a process without stores.</summary>
    public void KeepDecisions(Func<IReadOnlyList<Contracts.Ranking.Decision>, ValueTask> keep) => _keep = keep;

    /// <summary>Writes what is written behind, and closes the stores.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        await Node.Exposures.DisposeAsync();
        await Decisions.DisposeAsync();
        await Learning.DisposeAsync();
        Node.Dispose();
        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }
    }

    // The number is part of where every event is; whoever is first sets it.
    private static async Task<int> Partitions(ClusterOptions options, EngineStores stores, CancellationToken cancellationToken)
    {
        var wanted = options.Log.Partitions;
        var usual = options.Storage.Provider == DatabaseProvider.Sqlite ? 1 : 16;
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, wanted == 0 ? usual : wanted);
        var found = BinaryPrimitives.ReadInt32LittleEndian(
            (await SetOnce(stores.Snapshots, SnapshotKind.PartitionsKey, bytes, cancellationToken)).Span);
        return wanted == 0 || wanted == found
            ? found
            : throw new SettingsException(
                [$"Cluster:Log:Partitions: is {wanted}, but the log in {stores.Description} was made with {found}, and keeps them. "
                    + $"Set {found} or 0, or export into a new store"]);
    }

    private static async Task<ReadOnlyMemory<byte>> SetOnce(
        ISnapshotStore snapshots, string key, byte[] value, CancellationToken cancellationToken)
    {
        await snapshots.Write([new SnapshotRow(SnapshotKind.Cluster, key, 1, value)], cancellationToken);
        await snapshots.Flush(cancellationToken);
        return (await snapshots.Read(SnapshotKind.Cluster, key, cancellationToken))!.Value.State;
    }
}
