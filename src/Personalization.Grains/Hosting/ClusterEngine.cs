using System.Data.Common;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Actors;
using Personalization.Actors.Events;
using Personalization.Actors.Ranking;
using Personalization.Actors.Trials;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Sessions;
using Personalization.Engine.Events;
using Personalization.Engine.Trials;
using Personalization.Grains.Logs;
using Personalization.Grains.Profiles;
using Personalization.Grains.Ranking;
using Personalization.Grains.Sessions;
using Personalization.Grains.Trials;

namespace Personalization.Grains.Hosting;

/// <summary>
/// The engine as a cluster of Orleans silos, as one process sees it: a silo that lives in this process, or a client of silos elsewhere. Either way the process holds a
/// replica of its own, so decisions for nobody and fallbacks need no call. Thread-safe.
/// </summary>
public sealed class ClusterEngine : IEngine
{
    private readonly IHost _host;
    private readonly IGrainFactory _grains;
    private readonly ReplicaFollower _follower;
    private readonly NodeLearning _learning;
    private readonly ClusterLog _log;
    private readonly ClusterCensus _census;
    private readonly Func<ValueTask> _end;

    private ClusterEngine(IHost host, ActorNode node, NodeLearning learning, ReplicaFollower follower, ClusterLog log, ClusterCensus census, string place, Func<ValueTask> end)
    {
        _host = host;
        _grains = host.Services.GetRequiredService<IGrainFactory>();
        (Node, _learning, _follower, _log, _census, Place, _end) = (node, learning, follower, log, census, place, end);
    }

    /// <summary>Whether this build holds the Orleans engine.</summary>
    public static bool IsBuiltIn => true;

    /// <summary>Whether a call failed because a node is lost, leaving or late: the next attempt may reach another one.</summary>
    public static bool IsTransient(Exception fault) =>
        fault is OrleansException or TimeoutException or IOException or DbException or Orleans.Serialization.CodecNotFoundException or ObjectDisposedException;

    /// <summary>Why it does not; empty here.</summary>
    public static string Missing => "";

    /// <summary>The cluster's grains.</summary>
    public IGrainFactory Grains => _grains;

    /// <inheritdoc/>
    public ActorNode Node { get; }

    /// <summary>The silo or client with its services.</summary>
    internal IHost Host => _host;

    /// <inheritdoc/>
    public string Place { get; }

    /// <inheritdoc/>
    public bool IsWritable => !_follower.Node.IsLost;

    /// <inheritdoc/>
    public EngineStatus Status => new(
        _follower.Node.Events, 0, _census.Users, _census.Sessions, Node.Replica.Catalog.Count, _census.DroppedDecisions(), _log.Purchases, _log.PurchaseValue, _census.Failures());

    /// <summary>Starts a silo in this process, or connects to a cluster.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="node">What nodes keep, learn and decide.</param>
    /// <param name="asClient">Whether to connect to silos elsewhere.</param>
    /// <param name="time">The engine's clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="IOException">The stores cannot be reached.</exception>
    public static async Task<IEngine> Open(ClusterOptions options, NodeOptions node, bool asClient, TimeProvider time, ILoggerFactory loggers)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        if (asClient)
        {
            builder.UseOrleansClient(client => client.AddPersonalization(options));
        }
        else
        {
            builder.UseOrleans(silo => silo.AddPersonalization(options, node, time));
        }
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return asClient ? await OfClient(host, options, node, time, loggers) : OfSilo(host, options);
        }
        catch
        {
            await Dispose(host);
            throw;
        }
    }

    /// <inheritdoc/>
    public IUser User(string userId) => _grains.GetGrain<IUserGrain>(userId);

    /// <inheritdoc/>
    public ISession Session(string sessionId) => _grains.GetGrain<ISessionGrain>(sessionId);

    /// <inheritdoc/>
    public ValueTask<PublishResult> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken = default) => _log.Publish(events, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask Append(IReadOnlyList<ItemChange> changes, CancellationToken cancellationToken = default)
    {
        await _log.Append(changes, cancellationToken);
        await _follower.Node.Catalog();
    }

    /// <inheritdoc/>
    public async Task Announce(Event e)
    {
        await _log.Announce(e);
        await _follower.Node.Settle();
    }

    /// <inheritdoc/>
    public Task<T> Read<T>(Func<TrialBook, T> read) => _learning.Enqueue(() => read(Node.Book));

    /// <inheritdoc/>
    public async Task<ExperimentReply> Apply(ExperimentCommand command)
    {
        JsonText reply;
        try
        {
            reply = await _grains.GetGrain<IExperimentGrain>(0).Apply(new JsonText(JsonSerializer.SerializeToUtf8Bytes(command, ContractsJson.Default.ExperimentCommand)));
        }
        catch (Exception fault) when (IsTransient(fault))
        {
            throw new LogUnavailableException(LogRefusal.Moved, "The keeper of experiments does not answer. Look whether the command took effect, and try again if not.", fault);
        }
        await _follower.Node.Settle();
        return JsonSerializer.Deserialize(reply.Utf8.Span, ContractsJson.Default.ExperimentReply)!;
    }

    /// <inheritdoc/>
    public Task Settle() => _follower.Node.Settle();

    /// <inheritdoc/>
    public Task<IReadOnlyList<double>> ItemFeatures(int item, IReadOnlyList<string> names) => _learning.Features(item, names);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Node.Trials.DisposeAsync();
        await _census.DisposeAsync();
        await _end();
        await Dispose(_host);
    }

    private static ClusterEngine OfSilo(IHost host, ClusterOptions options)
    {
        var services = host.Services.GetRequiredService<NodeServices>();
        var census = new ClusterCensus(host.Services.GetRequiredService<IGrainFactory>(), () => services.Buffer.Dropped, () => services.Silo.Failures);
        return new ClusterEngine(
            host, services.Silo.Node, services.Silo.Learning, services.Follower, services.Silo.Events, census,
            $"a silo of cluster {options.ClusterId}", static () => ValueTask.CompletedTask);
    }

    private static async Task<ClusterEngine> OfClient(IHost host, ClusterOptions options, NodeOptions node, TimeProvider time, ILoggerFactory loggers)
    {
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var decisions = new DecisionBuffer(list => Append(grains, list), loggers.CreateLogger<DecisionBuffer>());
        decisions.Start();
        var replica = new ActorNode(node, new EventIdHash(0, 0), decisions, time);
        var learning = new NodeLearning(replica, options.Log.Partitions);
        var follower = new ReplicaFollower(replica, learning, grains, options.Log.Partitions, loggers);
        await follower.Load(new GrainFeeds(grains, null, CancellationToken.None), CancellationToken.None);
        await follower.Follow(CancellationToken.None);
        var census = new ClusterCensus(grains, () => decisions.Dropped, static () => 0);
        var log = new ClusterLog(grains, options.Log, replica.Admission);
        replica.Trials.Start(log, options.Log.Partitions, loggers.CreateLogger<TrialBuffer>());
        return new ClusterEngine(host, replica, learning, follower, log, census, $"cluster {options.ClusterId}", async () =>
        {
            await follower.DisposeAsync();
            await decisions.DisposeAsync();
            await learning.DisposeAsync();
            replica.Dispose();
        });
    }

    // Any silo takes them; the second attempt reaches another one than a silo that was just lost.
    private static async ValueTask Append(IGrainFactory grains, IReadOnlyList<Contracts.Ranking.Decision> decisions)
    {
        try
        {
            await grains.GetGrain<IDecisionLogGrain>(0).Append(decisions);
        }
        catch (Exception fault) when (IsTransient(fault))
        {
            await grains.GetGrain<IDecisionLogGrain>(0).Append(decisions);
        }
    }

    private static async Task Dispose(IHost host)
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
