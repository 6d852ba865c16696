using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;
using Personalization.Storage;
using Personalization.Contracts.Events;
using Personalization.Gateway.Tests.Crash;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>Silos that leave, are lost and come while others publish: nothing acknowledged is lost, nothing counts twice.</summary>
public sealed class SiloLossTests
{
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Silo_that_leaves_in_good_order_hands_over()
    {
        await using var cluster = await TestCluster.Start();
        var writers = new ConstantWriters(cluster);
        writers.Start(cluster.Nodes[0]);
        await Acknowledge(writers, 50);
        await cluster.Leave(cluster.Hosts[1]);
        await Acknowledge(writers, 50);
        await writers.AssertAllCountOnce();
    }

    [Fact]
    public async Task Silo_that_ends_without_handing_over_loses_nothing()
    {
        await using var cluster = await TestCluster.Start(s_often);
        var writers = new ConstantWriters(cluster);
        writers.Start(cluster.Nodes[0]);
        await Acknowledge(writers, 50);
        await cluster.Kill(cluster.Hosts[1]);
        await Acknowledge(writers, 50);
        await cluster.Join();
        await Acknowledge(writers, 50);
        await writers.AssertAllCountOnce();
    }

    [Fact]
    public async Task Partition_that_moves_to_a_silo_that_joins_takes_its_persons_along()
    {
        await using var cluster = await TestCluster.Start();
        string[] users = [.. Enumerable.Range(0, 40).Select(static i => "old-" + i)];
        await cluster.Nodes[0].Publish([.. users.Select((user, i) => cluster.Now(EventTypes.Purchase, user, "item1", i, "visit-" + user))]);
        var writers = new ConstantWriters(cluster);
        writers.Start(cluster.Nodes[0]);
        await Acknowledge(writers, 50);
        var joined = await cluster.Join();
        await Eventually.True(
            () =>
            {
                // Partitions move once the clock says that no silo has come or gone for a while.
                cluster.Time.Advance(s_step);
                return ClusterNode.Partitions(joined).Count > 0;
            },
            "the silo that joined writes a part of the log");
        await Acknowledge(writers, 50);
        await writers.AssertAllCountOnce();
        foreach (var node in cluster.Nodes)
        {
            for (var i = 0; i < users.Length; i++)
            {
                var (profile, visit) = ((await node.User(users[i]).Describe())!, (await node.Session("visit-" + users[i]).Describe())!);
                Assert.Equal((1, (double)i), ((int)profile.PurchaseCount, profile.TotalSpent));
                Assert.Equal((1, (double)i), (visit.PurchaseCount, visit.Spent));
            }
        }
    }

    [Theory]
    [InlineData("00:10:00")]
    [InlineData("00:00:00.2")]
    public async Task Killed_process_of_a_silo_loses_nothing(string checkpoints)
    {
        await using var cluster = await TestCluster.Start(TimeSpan.Parse(checkpoints, System.Globalization.CultureInfo.InvariantCulture));
        var folder = Directory.CreateTempSubdirectory("personalization-silo-");
        var options = cluster.Options();
        using var process = await GatewayProcess.Serve(folder.FullName, new Dictionary<string, string>
        {
            ["CLUSTER__CLUSTERING"] = $"{options.Clustering}",
            ["CLUSTER__ADVERTISEDADDRESS"] = options.AdvertisedAddress!,
            ["CLUSTER__PROBEINTERVAL"] = $"{options.ProbeInterval}",
            ["CLUSTER__MISSEDPROBES"] = $"{options.MissedProbes}",
            ["CLUSTER__STORAGE__PROVIDER"] = $"{options.Storage.Provider}",
            ["CLUSTER__STORAGE__CONNECTIONSTRING"] = options.Storage.ConnectionString,
            ["CLUSTER__LOG__PARTITIONS"] = $"{options.Log.Partitions}",
            ["CLUSTER__LOG__CHECKPOINTINTERVAL"] = checkpoints,
            ["LOGGING__LOGLEVEL__DEFAULT"] = "Error",
        });
        await ClusterNode.Spread(cluster.Hosts[0], silos: 4);
        var writers = new ConstantWriters(cluster);
        writers.Start(cluster.Nodes[0]);
        await Acknowledge(writers, 50);
        process.Kill();
        await process.Ended();
        await Acknowledge(writers, 50);
        await writers.AssertAllCountOnce();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Whole_cluster_that_ended_in_good_order_has_saved_everybody()
    {
        // Checkpoints are far apart here: what is saved was saved by the end.
        StoreOptions storage;
        await using (var cluster = await TestCluster.Start())
        {
            storage = cluster.Storage;
            var writers = new ConstantWriters(cluster);
            writers.Start(cluster.Nodes[1]);
            await Acknowledge(writers, 50);
            await writers.AssertAllCountOnce();
        }
        await using var stores = EngineStores.Open(storage);
        foreach (var log in await stores.Logs.Names(LogNames.AllEvents))
        {
            var saved = await stores.Snapshots.Read(SnapshotKind.Partition, log);
            Assert.Equal((log, await stores.Logs.NextPosition(log)), (log, saved?.Position ?? 0));
        }
    }

    private static async Task Acknowledge(ConstantWriters writers, int more)
    {
        var enough = writers.Acknowledged + more;
        await Eventually.True(() => writers.Acknowledged >= enough, $"{more} more batches are acknowledged");
    }
}
