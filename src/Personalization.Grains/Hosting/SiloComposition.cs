using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Storage;
using Personalization.Actors;
using Personalization.AdoNet;
using Personalization.Grains.Logs;
using Personalization.Grains.Profiles;
using Personalization.Grains.Sessions;
using Personalization.Grains.Storage;
using Personalization.Grains.Trials;

namespace Personalization.Grains.Hosting;

/// <summary>Puts a silo, or a client of a cluster, together from the options.</summary>
public static class SiloComposition
{
    private const int ProbesUntilSettled = 30;
    private static readonly TimeSpan s_sessionMargin = TimeSpan.FromMinutes(5);

    // Calls are repeatable and repeated, so a lost one should be noticed soon.
    private static readonly TimeSpan s_responseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Makes a host's silo one of the personalization engine.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="options">Checked options. Ports of 0 are chosen, and stand there afterwards.</param>
    /// <param name="node">What nodes keep, learn and decide.</param>
    /// <param name="time">The engine's clock.</param>
    public static ISiloBuilder AddPersonalization(this ISiloBuilder silo, ClusterOptions options, NodeOptions node, TimeProvider time)
    {
        options.SiloPort = options.SiloPort == 0 ? FreePort() : options.SiloPort;
        options.GatewayPort = options.GatewayPort == 0 ? FreePort() : options.GatewayPort;
        silo.Services.AddSingleton(options);
        silo.Services.AddSingleton(options.Log);
        silo.Services.AddSingleton(_ => AdoNetStores.Open(options.Storage));
        silo.Services.AddSingleton(services => new NodeServices(services, options, node, time));
        silo.Services.AddSingleton(static services => services.GetRequiredService<NodeServices>().Silo);
        silo.Services.AddSingleton(static services => services.GetRequiredService<NodeServices>().Decisions);
        silo.Services.AddSingleton(static services => new SiloTrials(services.GetRequiredService<NodeServices>()));
        silo.Services.TryAddSingleton(time);
        silo.Services.AddSingleton(services => new PartitionPlaces(
            services.GetRequiredService<ILocalSiloDetails>(), services.GetRequiredService<ISiloStatusOracle>(), options.Log, ProbesUntilSettled * options.ProbeInterval, TimeProvider.System));
        silo.AddPlacementDirector<PartitionPlacement, PartitionPlacementDirector>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static services => services.GetRequiredService<NodeServices>());
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
            collection.ClassSpecificCollectionAge[typeof(UserGrain).FullName!] = options.IdleAfter;
            collection.ClassSpecificCollectionAge[typeof(SessionGrain).FullName!] = options.IdleAfter + Engine.Sessions.SessionTracker.Timeout + s_sessionMargin;
        });
        silo.Configure<SiloMessagingOptions>(static messaging => messaging.ResponseTimeout = s_responseTimeout);
        AddClustering(silo, options);
        AddStorage(silo, options);
        return silo;
    }

    /// <summary>Makes a host a client of a cluster of the personalization engine.</summary>
    public static IClientBuilder AddPersonalization(this IClientBuilder client, ClusterOptions options)
    {
        client.Configure<Orleans.Configuration.ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId));
        client.Configure<ClientMessagingOptions>(static messaging => messaging.ResponseTimeout = s_responseTimeout);
        return options.Clustering switch
        {
            Clustering.Localhost => client.UseLocalhostClustering(options.LocalGatewayPort, options.ServiceId, options.ClusterId),
            Clustering.Redis => client.UseRedisClustering(options.Redis!),
            _ => client.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = (Invariant(options), options.Storage.ConnectionString)),
        };
    }

    private static void AddClustering(ISiloBuilder silo, ClusterOptions options)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId));
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
            silo.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = (Invariant(options), options.Storage.ConnectionString));
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

    private static void AddStorage(ISiloBuilder silo, ClusterOptions options)
    {
        if (options.Storage.Provider == DatabaseProvider.Sqlite)
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                StorageNames.Profiles, static (services, _) => new SnapshotGrainStorage(services.GetRequiredService<AdoNetStores>().Snapshots));
        }
        else
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                StorageNames.Profiles, static (services, _) => new TextKeyGrainStorage(services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Database)));
            silo.AddAdoNetGrainStorage(StorageNames.Database, storage =>
            {
                (storage.Invariant, storage.ConnectionString) = (Invariant(options), options.Storage.ConnectionString);
                storage.GrainStorageSerializer = new ActorSnapshotSerializer();
            });
            silo.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (Invariant(options), options.Storage.ConnectionString));
        }
        if (!options.RedisDirectory)
        {
#pragma warning disable ORLEANSEXP003 // The default directory forgets a lost silo's part and has all its grains start again elsewhere; this one recovers it.
            silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        }
        else
        {
            silo.UseRedisGrainDirectoryAsDefault(directory => directory.ConfigurationOptions = StackExchange.Redis.ConfigurationOptions.Parse(options.Redis!));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Invariant(ClusterOptions options) => options.Storage.Provider == DatabaseProvider.Oracle ? "Oracle.DataAccess.Client" : "Npgsql";
}
