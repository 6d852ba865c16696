using Personalization.Engine.Binary;
using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests.Recommenders;

/// <summary>
/// One item that occurs beside a few items often and beside thousands of others once in a while, with room for fifty neighbours.
/// </summary>
public sealed class CoOccurrenceCapacityTests
{
    private const int Capacity = 50;
    private const int Frequent = 20;
    private const int Others = 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Skewed_stream_keeps_the_true_neighbours(int seed)
    {
        var (together, counts) = LearnSkewedStream(seed, visits: 40_000, share: 0.5);
        for (var other = 1; other <= Frequent; other++)
        {
            Assert.InRange(together.WeightOf(0, other), 0.8f * counts[other], 1.5f * counts[other]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Newcomer_that_took_over_a_heavy_place_is_published_behind_the_true_neighbours(int seed)
    {
        var (together, _) = LearnSkewedStream(seed, visits: 60_000, share: 0.1);
        together.Publish();
        var best = together.Similar(0, out _)[..Frequent].ToArray();
        Assert.Equal(Enumerable.Range(1, Frequent), best.Order());
    }

    [Fact]
    public void Any_number_of_different_items_keeps_the_neighbours_bounded()
    {
        var (together, _) = LearnSkewedStream(1, visits: 20_000, share: 0.5);
        Assert.Equal(Capacity, Enumerable.Range(1, Others).Count(other => together.WeightOf(0, other) > 0));
    }

    [Fact]
    public void Replay_from_a_saved_row_goes_on_the_same()
    {
        var vocabulary = new Vocabulary();
        var options = Options();
        var (straight, saved) = (new CoOccurrence(options, vocabulary.Items), new CoOccurrence(options, vocabulary.Items));
        for (var i = 0; i <= Others; i++)
        {
            vocabulary.Items.Intern("item" + i);
        }
        Learn(straight, SeededRandom.Create(5), 5000);
        Learn(saved, SeededRandom.Create(5), 5000);
        var reloaded = new CoOccurrence(options, vocabulary.Items);
        foreach (var item in Unsaved(saved))
        {
            var reader = new ByteReader(Bytes(saved, item, vocabulary));
            reloaded.Read(ref reader, item, vocabulary);
        }
        Learn(straight, SeededRandom.Create(6), 5000);
        Learn(reloaded, SeededRandom.Create(6), 5000);
        Assert.Equal(Bytes(straight, 0, vocabulary), Bytes(reloaded, 0, vocabulary));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(10f)]
    public void Neighbour_that_was_not_read_yet_is_published_when_it_was(float shrinkage)
    {
        var options = new SignalOptions { Asymmetry = 1, Shrinkage = shrinkage };
        var (here, there) = (new Vocabulary(), new Vocabulary());
        var (saved, read) = (new CoOccurrence(options, here.Items), new CoOccurrence(options, there.Items));
        here.Items.Intern("a");
        here.Items.Intern("b");
        saved.AddOccurrence(0, 1);
        saved.AddOccurrence(1, 1);
        saved.Learn(0, [1], [1]);
        var first = new ByteReader(Bytes(saved, 0, here));
        read.Read(ref first, there.Items.Intern("a"), there);
        read.Publish();
        Assert.True(read.Similar(0, out _).IsEmpty);
        var second = new ByteReader(Bytes(saved, 1, here));
        read.Read(ref second, there.Items.Intern("b"), there);
        read.Publish();
        Assert.Equal([0], read.Similar(1, out _).ToArray());
    }

    private static SignalOptions Options() => new() { Neighbours = Capacity, PublishedNeighbours = Capacity };

    private static (CoOccurrence Together, int[] Counts) LearnSkewedStream(int seed, int visits, double share)
    {
        var together = new CoOccurrence(Options(), CoOccurrenceTests.Names(Others + 1));
        return (together, Learn(together, SeededRandom.Create(seed), visits, share));
    }

    private static int[] Learn(CoOccurrence together, Random random, int visits, double share = 0.5)
    {
        var counts = new int[Others + 1];
        for (var visit = 0; visit < visits; visit++)
        {
            var other = random.NextDouble() < share ? 1 + random.Next(Frequent) : 1 + random.Next(Frequent, Others);
            counts[other]++;
            together.AddOccurrence(other, 1);
            together.AddOccurrence(0, 1);
            together.Learn(0, [other], [1]);
        }
        return counts;
    }

    private static List<int> Unsaved(CoOccurrence together)
    {
        var items = new List<int>();
        together.TakeUnsaved(items);
        return items;
    }

    private static byte[] Bytes(CoOccurrence together, int item, Vocabulary vocabulary)
    {
        var writer = new ByteWriter();
        together.Write(writer, item, vocabulary);
        return writer.ToArray();
    }
}
