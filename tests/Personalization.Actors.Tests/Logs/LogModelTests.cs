using Personalization.Actors.Logs;
using Personalization.Contracts.Events;

namespace Personalization.Actors.Tests.Logs;

public sealed class LogModelTests
{
    [Theory(Timeout = 60_000)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    public async Task Whatever_goes_wrong_every_acknowledged_event_counts_once_in_the_order_of_the_log(int seed, bool twoWriters)
    {
        await using var model = new LogModel(seed, twoWriters);
        for (var step = 0; step < 1200; step++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await model.Step();
        }
        await model.Settle();
        var logs = new List<LoggedEvent>[model.Cluster.Options.Partitions];
        for (var partition = 0; partition < logs.Length; partition++)
        {
            logs[partition] = await model.Cluster.Events(partition);
            Assert.Equal(LogFollower.Expected(logs[partition], model.Cluster.Node), model.Followers[partition].Observed);
        }
        Assert.Equal(model.Sent.Select(static e => e.EventId).Order(), logs.SelectMany(static l => l).Select(static l => l.Event.EventId).Order());
        await AssertStates(model.Cluster, logs);

        // From saved states and tails, then from saved states alone, then with new writers.
        await model.Cluster.Actors.CrashAll();
        await AssertUsers(model.Cluster, logs);
        for (var partition = 0; partition < logs.Length; partition++)
        {
            await model.Cluster.Writer(partition)!.Checkpoint();
            await model.Cluster.Writer(partition)!.Publish([.. logs[partition].Select(static l => l.Event)]);
            await model.Cluster.Writer(partition)!.Checkpoint();
            Assert.Equal(logs[partition].Count, model.Cluster.Writer(partition)!.CheckpointPosition);
        }
        await model.Cluster.Actors.CrashAll();
        await AssertStates(model.Cluster, logs);
        await model.Cluster.Actors.CrashAll();
        for (var partition = 0; partition < logs.Length; partition++)
        {
            var writer = await model.Cluster.Open(partition);
            Assert.Equal(logs[partition].Count, (await writer.Publish([.. logs[partition].Select(static l => l.Event)])).Duplicates);
        }
        await AssertStates(model.Cluster, logs);
    }

    private static async Task AssertStates(LogCluster cluster, List<LoggedEvent>[] logs)
    {
        await AssertUsers(cluster, logs);
        foreach (var session in logs.SelectMany(static l => l).Select(static l => l.Event.SessionId).OfType<string>().Distinct())
        {
            // Partitions have no order among each other; within each the order is the log's.
            var applied = await cluster.Actors.Read(LogCluster.Session(session), static a => a.Applied.ToArray());
            foreach (var log in logs)
            {
                Assert.Equal(
                    log.Where(l => l.Event.SessionId == session).Select(static l => (l.Partition, l.Position)),
                    applied.Where(a => a.Partition == log[0].Partition).Select(static a => (a.Partition, a.Position)));
            }
            await AssertReplay(cluster, LogCluster.Session(session), applied);
        }
    }

    private static async Task AssertUsers(LogCluster cluster, List<LoggedEvent>[] logs)
    {
        foreach (var ofUser in logs.SelectMany(static l => l).Where(static l => l.Event.UserId is not null).GroupBy(static l => l.Event.UserId!))
        {
            var applied = await cluster.Applied(LogCluster.User(ofUser.Key));
            Assert.Equal(ofUser.Select(static l => l.Event.EventId), applied);
            await AssertReplay(cluster, LogCluster.User(ofUser.Key), [.. ofUser]);
        }
    }

    private static async Task AssertReplay(LogCluster cluster, ActorId actor, LoggedEvent[] log)
    {
        var replayed = new SimulatedActor(actor, cluster.Node);
        await replayed.Apply(log);
        Assert.Equal(replayed.State(), await cluster.Actors.Read(actor, static a => a.State()));
    }
}
