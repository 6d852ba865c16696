using System.Diagnostics;
using Personalization.Actors.Logs;
using Personalization.Gateway.Tests.Crash;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>Silos that leave, are lost and come while others publish: nothing acknowledged is lost, nothing counts twice.</summary>
public sealed class SiloLossTests
{
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Silo_that_leaves_in_good_order_hands_over_within_seconds()
    {
        await using var cluster = await TestCluster.Start();
        await Spread(cluster);
        var writers = new ConstantWriters(cluster);
        writers.Start(cluster.Nodes[0]);
        await Acknowledge(writers, 50);
        var started = Stopwatch.GetTimestamp();
        await cluster.Leave(cluster.Nodes[1]);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 15);
        await Acknowledge(writers, 50);
        await writers.AssertAllCountOnce();
    }

    [Fact]
    public async Task Silo_that_ends_without_handing_over_loses_nothing()
    {
        await using var cluster = await TestCluster.Start(checkpoints: s_often);
        await Spread(cluster);
        var writers = new ConstantWriters(cluster);
        writers.Start(cluster.Nodes[0]);
        await Acknowledge(writers, 50);
        await cluster.Kill(cluster.Nodes[1]);
        await Acknowledge(writers, 50);
        await cluster.Join();
        await Acknowledge(writers, 50);
        await writers.AssertAllCountOnce();
    }

    [Theory]
    [InlineData("00:10:00")]
    [InlineData("00:00:00.2")]
    public async Task Killed_process_of_a_silo_loses_nothing(string checkpoints)
    {
        await using var cluster = await TestCluster.Start(checkpoints: TimeSpan.Parse(checkpoints, System.Globalization.CultureInfo.InvariantCulture));
        var folder = Directory.CreateTempSubdirectory("personalization-silo-");
        using var process = await GatewayProcess.Serve(folder.FullName, new Dictionary<string, string>
        {
            ["CLUSTER__PRIMARYSILOPORT"] = $"{cluster.PrimarySiloPort}",
            ["CLUSTER__STORAGE__CONNECTIONSTRING"] = cluster.Storage.ConnectionString,
            ["CLUSTER__LOG__CHECKPOINTINTERVAL"] = checkpoints,
            ["LOGGING__LOGLEVEL__DEFAULT"] = "Error",
        });
        await cluster.Leave(cluster.Nodes[1]);
        await Spread(cluster);
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
    public async Task Whole_cluster_that_ended_in_good_order_has_nothing_left_to_deliver()
    {
        // Checkpoints are far apart here: what is saved was saved by the end.
        var folder = Directory.CreateTempSubdirectory("personalization-cluster-store-");
        var storage = new AdoNet.StoreOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "cluster.db")}" };
        await using (var cluster = await TestCluster.Start(storage))
        {
            var writers = new ConstantWriters(cluster);
            writers.Start(cluster.Nodes[1]);
            await Acknowledge(writers, 50);
            await writers.AssertAllCountOnce();
        }
        await using var stores = AdoNet.AdoNetStores.Open(storage);
        foreach (var log in await stores.Logs.Names(LogNames.AllEvents))
        {
            var saved = await stores.Snapshots.Read(Actors.Snapshots.SnapshotKind.Partition, log);
            Assert.Equal((log, await stores.Logs.NextPosition(log)), (log, saved?.Position ?? 0));
        }
        folder.Delete(recursive: true);
    }

    /// <summary>Waits until all silos write a part of the log.</summary>
    private static Task Spread(TestCluster cluster) =>
        Eventually.True(async () => (await ClusterNode.Writers(cluster.Nodes[0])).Distinct().Count() == 2, "both silos write a part of the log", seconds: 60);

    private static async Task Acknowledge(ConstantWriters writers, int more)
    {
        var enough = writers.Acknowledged + more;
        await Eventually.True(() => Task.FromResult(writers.Acknowledged >= enough), $"{more} more batches are acknowledged", seconds: 60);
    }
}
