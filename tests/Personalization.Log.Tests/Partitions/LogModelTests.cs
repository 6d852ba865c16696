using Personalization.Log.Sessions;
using Personalization.Contracts.Events;

namespace Personalization.Log.Tests.Partitions;

public sealed class LogModelTests
{
    [Theory(Timeout = 120_000)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    public async Task Whatever_goes_wrong_every_acknowledged_event_counts_once_in_the_order_of_the_log(int seed, bool twoWriters)
    {
        await using var model = new LogModel(seed, twoWriters);
        for (var step = 0; step < 800; step++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await model.Step();
        }
        await model.Settle();
        var cluster = model.Cluster;
        var logs = Enumerable.Range(0, LogModel.Partitions).Select(cluster.Events).ToArray();
        for (var partition = 0; partition < logs.Length; partition++)
        {
            Assert.Equal(LogFollower.Expected(logs[partition], cluster.Node), model.Followers[partition].Observed);
            Assert.Equal(logs[partition].Count, logs[partition].Select(static l => l.Event.EventId).Distinct().Count());
        }
        var ends = logs.SelectMany(static l => l).Where(static l => l.Event.EventType == EventTypes.SessionEnd).ToArray();
        Assert.NotEmpty(ends);
        Assert.Equal(
            model.Sent.Select(static e => e.EventId).Order(),
            logs.SelectMany(static l => l).Except(ends).Select(static l => l.Event.EventId).Order());
        await AssertStates(cluster, logs);

        // From memory, from saved states alone, by a writer that has nothing to read, and by one that reads everything not saved.
        for (var partition = 0; partition < logs.Length; partition++)
        {
            var writer = cluster.Writer(partition)!;
            await writer.Checkpoint();
            Assert.Equal((logs[partition].Count, 0), (writer.CheckpointPosition, writer.UnsavedStates));
            writer.Sweep(TimeSpan.Zero);
            Assert.Equal((0, 0), (writer.Users, writer.Sessions));
        }
        await AssertStates(cluster, logs);
        for (var partition = 0; partition < logs.Length; partition++)
        {
            var writer = await cluster.Restart(partition);
            Assert.Equal((0, 0, 0), (writer.Users, writer.Sessions, writer.OpenVisits));
            Assert.Equal(logs[partition].Count, (await writer.Publish([.. logs[partition].Select(static l => l.Event)])).Duplicates);
        }
        await AssertStates(cluster, logs);
    }

    private static async Task AssertStates(LogCluster cluster, List<LoggedEvent>[] logs)
    {
        foreach (var (log, writer) in logs.Zip(Enumerable.Range(0, logs.Length).Select(p => cluster.Writer(p)!)))
        {
            var users = log.Select(static l => l.Event.UserId).OfType<string>().Distinct().Select(LogCluster.User);
            var sessions = log.Select(static l => l.Event.SessionId).OfType<string>().Distinct().Select(LogCluster.Session);
            foreach (var actor in users.Concat(sessions))
            {
                var expected = log.Where(l => LogCluster.Concerns(l.Event, actor)).Select(static l => l.Event.EventId);
                Assert.Equal(expected, await cluster.Applied(actor, writer));
            }
            foreach (var session in sessions)
            {
                // A visit may get the start of an earlier one by events that come late; then it has that one's summary.
                var context = cluster.NodeOf(writer).Context;
                var missing = await writer.Session(session.Key, (session.Key, context, cluster.Now), static (state, arg) =>
                    SessionEnd.Of(arg.Key, state, arg.context, arg.Now));
                var isThere = missing is null || log.Exists(l => l.Event.EventId == missing.EventId);
                Assert.True(isThere, $"The visit {session.Key} has not been summed up.");
            }
        }
    }
}
