using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Catalog;
using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests.Recommenders;

public sealed class ItemProjectionSnapshotTests
{
    [Fact]
    public void Event_at_a_position_seen_before_teaches_nothing()
    {
        var projection = new ItemProjection(new Vocabulary(), new SignalOptions());
        var log = ItemProjectionTests.RandomLog(seed: 5, events: 300);
        Learn(projection, log);
        Assert.NotEmpty(projection.TakeUnsaved());
        Learn(projection, log);
        Assert.Empty(projection.TakeUnsaved());
        Assert.Equal(299, projection.Position);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Saved_projection_reads_back_under_other_numbers_and_goes_on_the_same(int seed)
    {
        var (here, there) = (new Vocabulary(), new Vocabulary());
        there.Items.Intern("something else");
        there.Kinds.Intern("custom:y");
        var (straight, moved) = (new ItemProjection(here, new SignalOptions()), new ItemProjection(there, new SignalOptions()));
        var log = ItemProjectionTests.RandomLog(seed, events: 6000);
        Learn(straight, log[..2000]);
        var saved = Snapshot(straight, straight.TakeUnsaved(), here.Items);
        Learn(straight, log[2000..4000]);
        foreach (var (name, bytes) in Snapshot(straight, straight.TakeUnsaved(), here.Items))
        {
            saved[name] = bytes;
        }
        foreach (var (name, bytes) in saved)
        {
            moved.ReadItem(bytes, there.Items.Intern(name));
        }
        moved.ReadVisits(Trails(straight));
        Assert.Equal(straight.Position, moved.Position);
        Assert.Equal(straight.Newest, moved.Newest);
        Learn(straight, log[4000..]);
        Learn(moved, log[4000..]);
        var all = Enumerable.Range(0, here.Items.Count).ToArray();
        Assert.Equal(
            Snapshot(straight, all, here.Items).OrderBy(p => p.Key, StringComparer.Ordinal),
            Snapshot(moved, [.. all.Select(i => there.Items.Find(here.Items[i]))], there.Items)
                .OrderBy(p => p.Key, StringComparer.Ordinal));
        Assert.Equal(Trails(straight), Trails(moved));
    }

    [Fact]
    public void State_of_an_unknown_version_is_refused()
    {
        var projection = new ItemProjection(new Vocabulary(), new SignalOptions());
        Assert.Throws<FormatException>(() => projection.ReadItem([2, 0], 0));
        Assert.Throws<FormatException>(() => projection.ReadVisits([9, 0]));
    }

    private static void Learn(ItemProjection projection, IEnumerable<LoggedEvent> log)
    {
        foreach (var logged in log)
        {
            projection.Apply(logged);
        }
    }

    private static Dictionary<string, byte[]> Snapshot(ItemProjection projection, IReadOnlyCollection<int> items, NameTable names)
    {
        var saved = new Dictionary<string, byte[]>();
        foreach (var item in items)
        {
            var writer = new ByteWriter();
            projection.WriteItem(writer, item);
            saved[names[item]] = writer.ToArray();
        }
        return saved;
    }

    private static byte[] Trails(ItemProjection projection)
    {
        var writer = new ByteWriter();
        projection.WriteVisits(writer);
        return writer.ToArray();
    }
}
