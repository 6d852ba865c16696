using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;
using Personalization.Log.Tests.Snapshots;
using Personalization.Contracts.Events;
using static Personalization.Log.Tests.Partitions.LogCluster;

namespace Personalization.Log.Tests.Partitions;

/// <summary>Visits end where their events are written.</summary>
public sealed class LogPartitionVisitsTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(31);

    [Fact]
    public async Task A_visit_that_has_timed_out_is_summed_up_once()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s"), View(1, null, "t"), View(2)]);
        await partition.EndVisits();
        Assert.Equal((2, 3), (partition.OpenVisits, partition.NextPosition));
        cluster.Pass(s_timeout);
        await partition.EndVisits();
        Assert.Equal((0, 5), (partition.OpenVisits, partition.NextPosition));
        var ends = cluster.Events()
            .Where(static l => l.Event.EventType == EventTypes.SessionEnd)
            .Select(static l => (l.Event.UserId, l.Event.SessionId));
        Assert.Equal([("u", "s"), (null, "t")], ends.OrderBy(static e => e.SessionId, StringComparer.Ordinal));
        await partition.EndVisits();
        Assert.Equal(5, partition.NextPosition);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_open_visit_survives_a_restart_and_ends_once(bool isSaved)
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s")]);
        if (isSaved)
        {
            await partition.Checkpoint();
        }
        partition = await cluster.Restart();
        Assert.Equal(1, partition.OpenVisits);
        cluster.Pass(s_timeout);
        await partition.EndVisits();
        Assert.Equal(2, partition.NextPosition);

        // That it has ended is in its state, whatever is saved of the open ones.
        partition = await cluster.Restart();
        await partition.EndVisits();
        await partition.Checkpoint();
        partition = await cluster.Restart();
        await partition.EndVisits();
        Assert.Equal((2, 0), (partition.NextPosition, partition.OpenVisits));
    }

    [Theory]
    [InlineData(SnapshotKind.Partition)]
    [InlineData(SnapshotKind.User)]
    public async Task A_checkpoint_that_fails_leads_to_no_visit_forgotten(string failing)
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s")]);
        cluster.Snapshots.Writing = rows => new(rows.Any(row => row.Kind == failing) ? StoreFault.Before : StoreFault.None);
        await Assert.ThrowsAsync<IOException>(partition.Checkpoint);
        cluster.Snapshots.Writing = null;
        await partition.Checkpoint();
        Assert.Equal(1, partition.CheckpointPosition);
        Assert.Equal(1, (await cluster.Restart()).OpenVisits);
    }

    [Fact]
    public async Task A_summary_that_the_log_refuses_is_published_the_next_time()
    {
        await using var cluster = new LogCluster();
        var publish = cluster.Publish;
        cluster.Publish = static _ => throw new LogUnavailableException(LogRefusal.Overloaded, "full");
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s")]);
        cluster.Pass(s_timeout);
        await partition.EndVisits();
        Assert.Equal((1, 1), (partition.OpenVisits, partition.NextPosition));
        cluster.Publish = publish;
        await partition.EndVisits();
        Assert.Equal((0, 2), (partition.OpenVisits, partition.NextPosition));
    }

    [Fact]
    public async Task A_next_visit_that_arrives_late_while_the_one_before_is_summed_up_is_summed_up_too()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s")]);
        cluster.Pass(s_timeout);
        var next = View(1, session: "s") with { Timestamp = cluster.Now };
        cluster.Pass(s_timeout);
        var publish = cluster.Publish;
        cluster.Publish = async events =>
        {
            cluster.Publish = publish;
            await partition.Publish([next]);
            await publish(events);
        };
        await partition.EndVisits();
        await partition.EndVisits();
        Assert.Equal(0, partition.OpenVisits);
        Assert.Equal(2, cluster.Events().Count(static l => l.Event.EventType == EventTypes.SessionEnd));
    }

    [Fact]
    public async Task A_visit_that_goes_on_while_it_is_summed_up_stays_open()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s")]);
        cluster.Pass(s_timeout);
        var publish = cluster.Publish;
        cluster.Publish = async events =>
        {
            await partition.Publish([View(1, session: "s") with { Timestamp = cluster.Now }]);
            await publish(events);
        };
        await partition.EndVisits();
        Assert.Equal(1, partition.OpenVisits);
        cluster.Publish = publish;
        cluster.Pass(s_timeout);
        await partition.EndVisits();
        Assert.Equal(2, cluster.Events().Count(static l => l.Event.EventType == EventTypes.SessionEnd));
    }

    [Fact]
    public async Task Open_visits_of_another_version_keep_the_partition_from_opening()
    {
        await using var cluster = new LogCluster();
        await cluster.Snapshots.Write([new SnapshotRow(SnapshotKind.OpenVisits, LogNames.Events(0), 1, new byte[] { 77 })]);
        await Assert.ThrowsAsync<FormatException>(() => cluster.Open());
    }
}
