using System.Data.Common;
using System.Text.Json;
using Personalization.Log;
using Personalization.Log.Events;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Sessions;
using Personalization.Engine.Learning;
using Personalization.Grains.Partitions;
using Personalization.Grains.Experiments;

namespace Personalization.Grains.Hosting;

/// <summary>
/// The engine as one process of it sees it, be it a silo or a client of silos elsewhere. Either way the process holds read models of its
/// own, so decisions for nobody and fallbacks need no call. Thread-safe once the host has started.
/// </summary>
internal sealed class ClusterEngine(
    EngineProcess process, IGrainFactory grains, ClusterFollower follower, ClusterLog log, ActorDirectory actors, ClusterCounts counts,
    Func<long> failures)
    : IEngine
{
    /// <inheritdoc/>
    public EngineNode Node => process.Node;

    /// <inheritdoc/>
    public string Place => process.Place;

    /// <inheritdoc/>
    public bool IsWritable => !follower.Node.IsLost;

    /// <inheritdoc/>
    public EngineStatus Status => new(
        follower.Node.Events, process.IsClient ? 0 : process.Stores.LogBytes, counts.Users, counts.Sessions, Node.ReadModels.Catalog.Count,
        process.Decisions.Dropped, log.Purchases, log.PurchaseValue, failures());

    /// <summary>The grains of the cluster.</summary>
    public IGrainFactory Grains => grains;

    /// <summary>Whether a call failed because a node is lost, leaving or late: the next attempt may reach another one.</summary>
    public static bool IsTransient(Exception fault) =>
        fault is OrleansException or TimeoutException or IOException or DbException or Orleans.Serialization.CodecNotFoundException
            or ObjectDisposedException or OperationCanceledException;

    /// <inheritdoc/>
    public IUser User(string userId) => actors.User(userId);

    /// <inheritdoc/>
    public ISession Session(string sessionId) => actors.Session(sessionId);

    /// <inheritdoc/>
    public bool KeepsOrder => log.KeepsOrder;

    /// <inheritdoc/>
    public ValueTask<PublishResult> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken = default) =>
        log.Publish(events, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask Append(IReadOnlyList<ItemChange> changes, CancellationToken cancellationToken = default)
    {
        await log.Append(changes, cancellationToken);
        await follower.Node.Catalog();
    }

    /// <inheritdoc/>
    public async Task Announce(Event e)
    {
        await log.Announce(e);
        await follower.Node.Settle();
    }

    /// <inheritdoc/>
    public Task<T> Read<T>(Func<ExperimentReadModel, T> read) => process.Learning.Enqueue(() => read(Node.ExperimentModel));

    /// <inheritdoc/>
    public async Task<ExperimentReply> Apply(ExperimentCommand command)
    {
        JsonText reply;
        try
        {
            reply = await grains.GetGrain<IExperimentGrain>(0).Apply(
                new JsonText(JsonSerializer.SerializeToUtf8Bytes(command, ContractsJson.Default.ExperimentCommand)));
        }
        catch (Exception fault) when (IsTransient(fault))
        {
            throw new LogUnavailableException(
                LogRefusal.Moved, "The handler of experiments does not answer. Look whether the command took effect, and try again if not.",
                fault);
        }
        await follower.Node.Settle();
        return JsonSerializer.Deserialize(reply.Utf8.Span, ContractsJson.Default.ExperimentReply)!;
    }

    /// <inheritdoc/>
    public Task Settle() => follower.Node.Settle();

    /// <inheritdoc/>
    public Task<IReadOnlyList<double>> ItemFeatures(int item, IReadOnlyList<string> names) => process.Learning.Features(item, names);
}
