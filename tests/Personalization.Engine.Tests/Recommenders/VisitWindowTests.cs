using Personalization.Engine.Binary;
using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests.Recommenders;

public sealed class VisitWindowTests
{
    private const uint Start = TestNode.Start;
    private const uint Timeout = 1800;
    private static readonly int[] KnownAlready = [-1];

    [Fact]
    public void Item_comes_with_the_earlier_ones_of_the_same_visit_oldest_first()
    {
        var trails = new VisitWindow(20, Timeout, 100);
        Assert.Equal([], Visit(trails, "a", 1, 0));
        Assert.Equal([], Visit(trails, "b", 9, 0));
        Assert.Equal([1], Visit(trails, "a", 2, 10));
        Assert.Equal([1, 2], Visit(trails, "a", 3, 20));
        Assert.Equal(KnownAlready, Visit(trails, "a", 2, 30));
        Assert.Equal([9], Visit(trails, "b", 1, 40));
    }

    [Theory]
    [InlineData(Timeout, new[] { 1 })]
    [InlineData(Timeout + 1, new int[0])]
    public void Pause_longer_than_the_timeout_begins_a_new_trail(uint pause, int[] earlier)
    {
        var trails = new VisitWindow(20, Timeout, 100);
        Visit(trails, "a", 1, 0);
        Assert.Equal(earlier, Visit(trails, "a", 2, pause));
    }

    [Fact]
    public void Late_event_belongs_to_the_going_visit_and_does_not_set_it_back()
    {
        var trails = new VisitWindow(20, Timeout, 100);
        Visit(trails, "a", 1, 10_000);
        Assert.Equal([1], Visit(trails, "a", 2, 5_000));
        Assert.Equal([1, 2], Visit(trails, "a", 3, 10_000 + Timeout));
    }

    [Fact]
    public void Full_trail_forgets_its_oldest_item_which_may_come_again()
    {
        var trails = new VisitWindow(3, Timeout, 100);
        for (var item = 1; item <= 3; item++)
        {
            Visit(trails, "a", item, 0);
        }
        Assert.Equal([2, 3], Visit(trails, "a", 4, 1));
        Assert.Equal([3, 4], Visit(trails, "a", 1, 2));
    }

    [Fact]
    public void Ended_visits_make_room_first()
    {
        var trails = new VisitWindow(20, Timeout, 100);
        for (var visitor = 0; visitor < 100; visitor++)
        {
            Visit(trails, "v" + visitor, 1, visitor < 60 ? 0 : 5000u);
        }
        Visit(trails, "newcomer", 1, 5000);
        Assert.Equal(41, trails.Count);
        Assert.Equal([1], Visit(trails, "v60", 2, 5001));
        Assert.Equal([], Visit(trails, "v59", 2, 5001));
    }

    [Fact]
    public void Oldest_visits_make_room_when_none_has_ended()
    {
        var trails = new VisitWindow(20, Timeout, 100);
        for (var visitor = 0; visitor < 1000; visitor++)
        {
            Visit(trails, "v" + visitor, 1, (uint)visitor);
            Assert.InRange(trails.Count, 1, 100);
        }
        Assert.Equal([1], Visit(trails, "v999", 2, 1000));
    }

    [Fact]
    public void Trails_read_back_as_written()
    {
        var vocabulary = new Vocabulary();
        for (var i = 0; i < 50; i++)
        {
            vocabulary.Items.Intern("item" + i);
        }
        var (trails, read) = (new VisitWindow(5, Timeout, 100), new VisitWindow(5, Timeout, 100));
        var random = SeededRandom.Create(1);
        for (var i = 0; i < 500; i++)
        {
            Visit(trails, "v" + random.Next(40), random.Next(50), (uint)(i * 100));
        }
        Visit(read, "gone", 1, 0);
        var reader = new ByteReader(Bytes(trails, vocabulary));
        read.Read(ref reader, vocabulary);
        Assert.True(reader.AtEnd);
        Assert.Equal(Bytes(trails, vocabulary), Bytes(read, vocabulary));
        for (var visitor = 0; visitor < 40; visitor++)
        {
            Assert.Equal(Visit(trails, "v" + visitor, 7, 50_000), Visit(read, "v" + visitor, 7, 50_000));
        }
    }

    private static int[] Visit(VisitWindow trails, string visitor, int item, uint after)
    {
        var earlier = trails.Visit(visitor, item, Start + after, out var isNew);
        return isNew ? earlier.ToArray() : KnownAlready;
    }

    private static byte[] Bytes(VisitWindow trails, Vocabulary vocabulary)
    {
        var writer = new ByteWriter();
        trails.Write(writer, vocabulary);
        return writer.ToArray();
    }
}
