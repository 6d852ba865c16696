using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Personalization.Log;
using Personalization.Log.Partitions;
using Personalization.Log.Ranking;
using Personalization.Storage;
using Personalization.Grains.Partitions;
using Personalization.Grains.Experiments;

namespace Personalization.Grains.Hosting;

/// <summary>Puts a silo, or a client of a cluster, together from the options.</summary>
public static class SiloComposition
{
    private const int ProbesUntilSettled = 30;

    // Calls are repeatable and repeated, so a lost one should be noticed soon.
    private static readonly TimeSpan s_responseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Makes a host one of the engine's processes: a silo, or a client of silos elsewhere.</summary>
    /// <param name="builder">The host's builder, of a web application or any other.</param>
    /// <param name="process">What the process has opened; it ends with the host.</param>
    /// <param name="silo">What the silo gets besides.</param>
    public static IHostApplicationBuilder AddPersonalization(
        this IHostApplicationBuilder builder, EngineProcess process, Action<ISiloBuilder>? silo = null)
    {
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(process.Loggers);
        builder.Services.AddSingleton(process);
        builder.Services.AddSingleton(process.Node);
        builder.Services.AddSingleton(process.Options);
        if (process.IsClient)
        {
            builder.UseOrleansClient(client => client.AddPersonalization(process.Options));
            builder.Services.AddSingleton<IReadOnlyDictionary<int, LogPartition>>(ImmutableDictionary<int, LogPartition>.Empty);
            builder.Services.AddSingleton(static services => new ClusterLog(
                services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<EngineProcess>().Options.Log,
                services.GetRequiredService<EngineProcess>().Node.Admission, ImmutableDictionary<int, LogPartition>.Empty));
            builder.Services.AddHostedService<ClientLifecycle>();
        }
        else
        {
            builder.UseOrleans(orleans =>
            {
                orleans.AddPersonalization(process);
                silo?.Invoke(orleans);
            });
        }
        builder.Services.AddSingleton<ClusterFollower>();
        builder.Services.AddSingleton<ActorDirectory>();
        builder.Services.AddSingleton(process.Options.Log);
        builder.Services.AddSingleton<ClusterCounts>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<ClusterCounts>());
        builder.Services.AddSingleton<IEngine>(static services => new ClusterEngine(
            services.GetRequiredService<EngineProcess>(), services.GetRequiredService<IGrainFactory>(),
            services.GetRequiredService<ClusterFollower>(), services.GetRequiredService<ClusterLog>(),
            services.GetRequiredService<ActorDirectory>(), services.GetRequiredService<ClusterCounts>(),
            services.GetService<SiloContext>() is { } node ? () => node.Failures : static () => 0));
        return builder;
    }

    private static void AddPersonalization(this ISiloBuilder silo, EngineProcess process)
    {
        var options = process.Options;
        options.SiloPort = options.SiloPort == 0 ? FreePort() : options.SiloPort;
        options.GatewayPort = options.GatewayPort == 0 ? FreePort() : options.GatewayPort;
        silo.Services.AddSingleton<SiloContext>();
        silo.Services.AddSingleton<IReadOnlyDictionary<int, LogPartition>>(
            static services => services.GetRequiredService<SiloContext>().Partitions);
        silo.Services.AddSingleton(static services => services.GetRequiredService<SiloContext>().Events);
        silo.Services.AddSingleton<IDecisionLog>(process.Decisions);
        silo.Services.AddSingleton<SiloExperiments>();
        silo.Services.AddSingleton(services => new PartitionPlaces(
            services.GetRequiredService<ILocalSiloDetails>(), services.GetRequiredService<ISiloStatusOracle>(), options.Log,
            ProbesUntilSettled * options.ProbeInterval, process.Time));
        silo.AddPlacementDirector<PartitionPlacement, PartitionPlacementDirector>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloLifecycle>();
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = options.ProbeInterval;
            membership.NumMissedProbesLimit = options.MissedProbes;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            membership.NumVotesForDeathDeclaration = 2;
        });
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.CollectionAge = options.IdleAfter;
            collection.CollectionQuantum = TimeSpan.FromSeconds(Math.Min(60, options.IdleAfter.TotalSeconds / 2));
        });
        // Two writers of a partition exclude each other by the store, and the grains of persons and visits keep nothing: after the loss of
        // a silo nobody need wait for a lease to end.
        silo.Configure<GrainDirectoryOptions>(static directory => directory.RangeLeaseDuration = TimeSpan.Zero);
        silo.Configure<SiloMessagingOptions>(static messaging => messaging.ResponseTimeout = s_responseTimeout);
        AddClustering(silo, options);
        AddDirectory(silo, options);
    }

    /// <summary>Makes a host a client of a cluster of the personalization engine.</summary>
    public static IClientBuilder AddPersonalization(this IClientBuilder client, ClusterOptions options)
    {
        client.Configure<Orleans.Configuration.ClusterOptions>(cluster =>
            (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId));
        client.Configure<ClientMessagingOptions>(static messaging => messaging.ResponseTimeout = s_responseTimeout);
        return options.Clustering switch
        {
            Clustering.Localhost => client.UseLocalhostClustering(options.LocalGatewayPort, options.ServiceId, options.ClusterId),
            Clustering.Redis => client.UseRedisClustering(options.Redis!),
            _ => client.UseAdoNetClustering(table =>
                (table.Invariant, table.ConnectionString) = (Invariant(options), options.Storage.ConnectionString)),
        };
    }

    private static void AddClustering(ISiloBuilder silo, ClusterOptions options)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(cluster =>
            (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId));
        if (options.Clustering == Clustering.Localhost)
        {
            var primary = options.PrimarySiloPort == 0 ? null : new IPEndPoint(IPAddress.Loopback, options.PrimarySiloPort);
            silo.UseLocalhostClustering(options.SiloPort, options.GatewayPort, primary, options.ServiceId, options.ClusterId);
            return;
        }
        if (options.Clustering == Clustering.Redis)
        {
            silo.UseRedisClustering(options.Redis!);
        }
        else
        {
            silo.UseAdoNetClustering(table =>
                (table.Invariant, table.ConnectionString) = (Invariant(options), options.Storage.ConnectionString));
        }
        silo.Configure<EndpointOptions>(endpoint =>
        {
            (endpoint.SiloPort, endpoint.GatewayPort) = (options.SiloPort, options.GatewayPort);
            if (options.AdvertisedAddress is { } address)
            {
                endpoint.AdvertisedIPAddress = IPAddress.Parse(address);
            }
            endpoint.SiloListeningEndpoint = new IPEndPoint(IPAddress.Any, options.SiloPort);
            endpoint.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Any, options.GatewayPort);
        });
    }

    private static void AddDirectory(ISiloBuilder silo, ClusterOptions options)
    {
        if (!options.RedisDirectory)
        {
            // The default directory forgets a lost silo's part and has all its grains start again elsewhere; this one recovers it.
#pragma warning disable ORLEANSEXP003
            silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        }
        else
        {
            silo.UseRedisGrainDirectoryAsDefault(directory =>
                directory.ConfigurationOptions = StackExchange.Redis.ConfigurationOptions.Parse(options.Redis!));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Invariant(ClusterOptions options) =>
        options.Storage.Provider == DatabaseProvider.Oracle ? "Oracle.DataAccess.Client" : "Npgsql";
}
