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
        var visits = new VisitWindow(20, Timeout, 100);
        Assert.Equal([], Visit(visits, "a", 1, 0));
        Assert.Equal([], Visit(visits, "b", 9, 0));
        Assert.Equal([1], Visit(visits, "a", 2, 10));
        Assert.Equal([1, 2], Visit(visits, "a", 3, 20));
        Assert.Equal(KnownAlready, Visit(visits, "a", 2, 30));
        Assert.Equal([9], Visit(visits, "b", 1, 40));
    }

    [Theory]
    [InlineData(Timeout, new[] { 1 })]
    [InlineData(Timeout + 1, new int[0])]
    public void Pause_longer_than_the_timeout_begins_a_new_trail(uint pause, int[] earlier)
    {
        var visits = new VisitWindow(20, Timeout, 100);
        Visit(visits, "a", 1, 0);
        Assert.Equal(earlier, Visit(visits, "a", 2, pause));
    }

    [Fact]
    public void Late_event_belongs_to_the_going_visit_and_does_not_set_it_back()
    {
        var visits = new VisitWindow(20, Timeout, 100);
        Visit(visits, "a", 1, 10_000);
        Assert.Equal([1], Visit(visits, "a", 2, 5_000));
        Assert.Equal([1, 2], Visit(visits, "a", 3, 10_000 + Timeout));
    }

    [Fact]
    public void Full_trail_forgets_its_oldest_item_which_may_come_again()
    {
        var visits = new VisitWindow(3, Timeout, 100);
        for (var item = 1; item <= 3; item++)
        {
            Visit(visits, "a", item, 0);
        }
        Assert.Equal([2, 3], Visit(visits, "a", 4, 1));
        Assert.Equal([3, 4], Visit(visits, "a", 1, 2));
    }

    [Fact]
    public void Ended_visits_make_room_first()
    {
        var visits = new VisitWindow(20, Timeout, 100);
        for (var visitor = 0; visitor < 100; visitor++)
        {
            Visit(visits, "v" + visitor, 1, visitor < 60 ? 0 : 5000u);
        }
        Visit(visits, "newcomer", 1, 5000);
        Assert.Equal(41, visits.Count);
        Assert.Equal([1], Visit(visits, "v60", 2, 5001));
        Assert.Equal([], Visit(visits, "v59", 2, 5001));
    }

    [Fact]
    public void Oldest_visits_make_room_when_none_has_ended()
    {
        var visits = new VisitWindow(20, Timeout, 100);
        for (var visitor = 0; visitor < 1000; visitor++)
        {
            Visit(visits, "v" + visitor, 1, (uint)visitor);
            Assert.InRange(visits.Count, 1, 100);
        }
        Assert.Equal([1], Visit(visits, "v999", 2, 1000));
    }

    [Fact]
    public void Trails_read_back_as_written()
    {
        var vocabulary = new Vocabulary();
        for (var i = 0; i < 50; i++)
        {
            vocabulary.Items.Intern("item" + i);
        }
        var (visits, read) = (new VisitWindow(5, Timeout, 100), new VisitWindow(5, Timeout, 100));
        var random = SeededRandom.Create(1);
        for (var i = 0; i < 500; i++)
        {
            Visit(visits, "v" + random.Next(40), random.Next(50), (uint)(i * 100));
        }
        Visit(read, "gone", 1, 0);
        var reader = new ByteReader(Bytes(visits, vocabulary));
        read.Read(ref reader, vocabulary);
        Assert.True(reader.AtEnd);
        Assert.Equal(Bytes(visits, vocabulary), Bytes(read, vocabulary));
        for (var visitor = 0; visitor < 40; visitor++)
        {
            Assert.Equal(Visit(visits, "v" + visitor, 7, 50_000), Visit(read, "v" + visitor, 7, 50_000));
        }
    }

    private static int[] Visit(VisitWindow visits, string visitor, int item, uint after)
    {
        var earlier = visits.Visit(visitor, item, Start + after, out var isNew);
        return isNew ? earlier.ToArray() : KnownAlready;
    }

    private static byte[] Bytes(VisitWindow visits, Vocabulary vocabulary)
    {
        var writer = new ByteWriter();
        visits.Write(writer, vocabulary);
        return writer.ToArray();
    }
}
