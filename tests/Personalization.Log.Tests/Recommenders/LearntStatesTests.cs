using Microsoft.Extensions.Time.Testing;
using Personalization.Log.Snapshots;
using Personalization.Log.Tests.Snapshots;

namespace Personalization.Log.Tests.Recommenders;

public sealed class LearntStatesTests
{
    private readonly MemorySnapshotStore _snapshots = new();
    private readonly FakeTimeProvider _time = new(TestNode.Start);

    [Fact]
    public async Task What_is_saved_is_what_was_learnt_together_with_how_far()
    {
        await using var node = new LearningNode(2, _snapshots, _time);
        await node.Learn(0, 0, 40);
        await node.Learn(1, 0, 30);
        Assert.Equal("40 30", await Saved(node));
        await using var other = new LearningNode(2, _snapshots, _time);
        await other.Load();
        Assert.Equal(await node.Learnt(), await other.Learnt());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("40 30", await Saved(other));
    }

    [Fact]
    public async Task Only_what_has_changed_is_written()
    {
        await using var node = new LearningNode(1, _snapshots, _time);
        await node.Learn(0, 0, 40);
        await node.States.Save();
        var written = new List<SnapshotRow>();
        _snapshots.Writing = rows =>
        {
            written.AddRange(rows);
            return new(StoreFault.None);
        };
        Assert.Equal("40", await Saved(node));
        Assert.Empty(written);
        await node.Learn(0, 40, 1);
        Assert.Equal("41", await Saved(node));
        Assert.All(written, static row => Assert.Equal(41, row.Position));
        Assert.InRange(written.Count(static r => r.Kind == SnapshotKind.LearntItem), 1, 7);
    }

    [Theory]
    [InlineData(StoreFault.Before)]
    [InlineData(StoreFault.After)]
    public async Task What_could_not_be_written_is_written_the_next_time(object fault)
    {
        await using var node = new LearningNode(1, _snapshots, _time);
        await node.Learn(0, 0, 40);
        _snapshots.Writing = _ => new((StoreFault)fault);
        await Assert.ThrowsAsync<IOException>(async () => await node.States.Save());
        _snapshots.Writing = null;
        await node.Learn(0, 40, 1);
        Assert.Equal("41", await Saved(node));
        await using var other = new LearningNode(1, _snapshots, _time);
        await other.Load();
        Assert.Equal(await node.Learnt(), await other.Learnt());
    }

    [Fact]
    public async Task Nothing_is_saved_while_somebody_reads()
    {
        await using var node = new LearningNode(1, _snapshots, _time);
        await node.Learn(0, 0, 10);
        await node.States.Read("");
        Assert.Null(await node.States.Save());
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(await node.States.Save());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("10", await Saved(node));
    }

    [Fact]
    public async Task Pages_lead_through_all_items_in_the_order_of_their_keys()
    {
        await using var node = new LearningNode(1, _snapshots, _time);
        await node.Learn(0, 0, 1200, items: 1200);
        await node.States.Save();
        var keys = new List<string>();
        for (var page = await node.States.Read(""); page.Rows.Count > 0; page = await node.States.Read(page.Rows[^1].Key))
        {
            Assert.Equal((1200, 1200), (page.Version, page.Applied[0]));
            keys.AddRange(page.Rows.Select(static r => r.Key));
        }
        Assert.Equal(1200, keys.Count);
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }

    [Fact]
    public async Task A_node_that_takes_over_the_saving_waits_until_it_has_learnt_what_is_saved()
    {
        await using var first = new LearningNode(2, _snapshots, _time);
        await using var second = new LearningNode(2, _snapshots, _time);
        await first.Learn(0, 0, 50);
        await first.Learn(1, 0, 10);
        Assert.Equal("50 10", await Saved(first));

        // In all the second one has learnt more, but not everything of the first partition.
        await second.Learn(0, 0, 20);
        await second.Learn(1, 0, 90);
        Assert.Null(await second.States.Save());
        await second.Learn(0, 20, 30);
        Assert.Equal("50 90", await Saved(second));
        await using var third = new LearningNode(2, _snapshots, _time);
        await third.Load();
        Assert.Equal(await second.Learnt(), await third.Learnt());
    }

    [Fact]
    public async Task A_node_that_is_behind_what_is_saved_claims_nothing()
    {
        await using var first = new LearningNode(1, _snapshots, _time);
        await using var second = new LearningNode(1, _snapshots, _time);
        await first.Learn(0, 0, 50);
        await first.States.Save();
        await second.Learn(0, 0, 20);
        Assert.Null(await second.States.Save());
        await second.Learn(0, 20, 40);
        Assert.Equal("60", await Saved(second));
        await using var third = new LearningNode(1, _snapshots, _time);
        await third.Load();
        Assert.Equal(await second.Learnt(), await third.Learnt());
    }

    [Fact]
    public async Task Observations_that_a_saved_state_includes_are_left_out()
    {
        await using var node = new LearningNode(1, _snapshots, _time);
        await node.Learn(0, 0, 40);
        await node.States.Save();
        await using var other = new LearningNode(1, _snapshots, _time);
        await other.Load();
        await other.Learn(0, 0, 40);
        Assert.Equal(await node.Learnt(), await other.Learnt());
        await other.Learn(0, 0, 60);
        await node.Learn(0, 40, 20);
        Assert.Equal(await node.Learnt(), await other.Learnt());
    }

    private static async Task<string> Saved(LearningNode node) =>
        await node.States.Save() is { } positions ? string.Join(' ', positions) : "nothing";
}
