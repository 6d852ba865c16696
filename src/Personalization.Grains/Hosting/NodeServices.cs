using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalization.Actors;
using Personalization.Actors.Ranking;
using Personalization.Actors.Snapshots;
using Personalization.Actors.Trials;
using Personalization.AdoNet;
using Personalization.Engine.Events;

namespace Personalization.Grains.Hosting;

/// <summary>
/// Makes what the grains of a silo share and goes with the silo's life: the replica is filled from the stores before the silo takes its first grain, then
/// follows the cluster, and what is written behind is written when the silo leaves.
/// </summary>
internal sealed class NodeServices(IServiceProvider services, ClusterOptions options, NodeOptions node, TimeProvider time)
    : ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    private const string IdHashKey = "id_hash_key";

    private readonly ILoggerFactory _loggers = services.GetRequiredService<ILoggerFactory>();
    private SiloNode? _silo;
    private DecisionBuffer? _decisions;
    private NodeLearning? _learning;
    private ActorNode? _node;
    private ReplicaFollower? _follower;
    private SiloInstruments? _instruments;

    /// <summary>What the grains share. There once the silo has started its services.</summary>
    public SiloNode Silo => _silo ?? throw new InvalidOperationException("The silo has not started yet.");

    /// <summary>Where decisions go.</summary>
    public IDecisionLog Decisions => _decisions ?? throw new InvalidOperationException("The silo has not started yet.");

    /// <summary>The same, with its figures.</summary>
    public DecisionBuffer Buffer => _decisions!;

    /// <summary>Keeps the replica current.</summary>
    public ReplicaFollower Follower => _follower ?? throw new InvalidOperationException("The silo has not started yet.");

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(NodeServices), ServiceLifecycleStage.RuntimeStorageServices, Start, Stop);
        lifecycle.Subscribe(nameof(NodeServices), ServiceLifecycleStage.Active, Follow, StopFollowing);
    }

    private async Task Start(CancellationToken cancellationToken)
    {
        var stores = services.GetRequiredService<AdoNetStores>();
        await stores.Prepare(cancellationToken);
        var writer = new DecisionWriter(stores.Logs, time);
        _decisions = new DecisionBuffer(writer.Append, _loggers.CreateLogger<DecisionBuffer>());
        _decisions.Start();
        _node = new ActorNode(node, await IdHash(stores.Snapshots, cancellationToken), _decisions, time);
        _learning = new NodeLearning(_node, options.Log.Partitions);
        _silo = new SiloNode(
            _node, _learning, stores.Logs, stores.Snapshots, options.Log, services.GetRequiredService<IGrainFactory>(), _loggers)
        { SessionEnds = options.SessionEnds };
        _instruments = new SiloInstruments(_silo, () => _decisions.Dropped);
        _follower = new ReplicaFollower(_node, _learning, services.GetRequiredService<IGrainFactory>(), options.Log.Partitions, _loggers);
        await _follower.Load(new StoreFeeds(stores.Logs, stores.Snapshots, _learning, options.Log.Partitions), cancellationToken);
    }

    private async Task Follow(CancellationToken cancellationToken)
    {
        await Follower.Follow(cancellationToken);
        Silo.Node.Trials.Start(Silo.Events, options.Log.Partitions, _loggers.CreateLogger<TrialBuffer>());
    }

    private async Task Stop(CancellationToken cancellationToken) => await DisposeAsync();

    private async Task StopFollowing(CancellationToken cancellationToken)
    {
        await Silo.Node.Trials.DisposeAsync();
        await Follower.DisposeAsync();
        await Silo.Leave(options.ShutdownTimeout / 3, cancellationToken);
    }

    /// <summary>Writes what is written behind. On a clean end all grains have been deactivated and saved by now.</summary>
    public async ValueTask DisposeAsync()
    {
        _instruments?.Dispose();
        if (_follower is not null)
        {
            await _follower.DisposeAsync();
        }
        if (_decisions is not null)
        {
            await _decisions.DisposeAsync();
        }
        if (_learning is not null)
        {
            await _learning.DisposeAsync();
        }
        _node?.Dispose();
    }

    // The key is as old as the cluster's stores: hashes of ids are part of stored states. Whoever is first sets it; nobody replaces it.
    private static async Task<EventIdHash> IdHash(ISnapshotStore snapshots, CancellationToken cancellationToken)
    {
        await snapshots.Write([new SnapshotRow(SnapshotKind.Cluster, IdHashKey, 1, RandomNumberGenerator.GetBytes(16))], cancellationToken);
        var key = (await snapshots.Read(SnapshotKind.Cluster, IdHashKey, cancellationToken))!.Value.State;
        return new EventIdHash(BitConverter.ToUInt64(key.Span), BitConverter.ToUInt64(key.Span[8..]));
    }
}
