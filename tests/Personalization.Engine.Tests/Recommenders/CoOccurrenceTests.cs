using Personalization.Engine.Catalog;
using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests.Recommenders;

public sealed class CoOccurrenceTests
{
    private const int Items = 40;

    [Theory]
    [InlineData(0.5f, 0f)]
    [InlineData(0.5f, 10f)]
    [InlineData(0.6f, 10f)]
    [InlineData(0f, 3f)]
    [InlineData(1f, 3f)]
    public void Similarity_equals_the_formula_on_counted_pairs(float asymmetry, float shrinkage)
    {
        var options = new SignalOptions { Asymmetry = asymmetry, Shrinkage = shrinkage, PublishedNeighbours = Items };
        var together = new CoOccurrence(options, Names(Items));
        var (occurrences, pairs) = LearnRandomVisits(together, seed: 7, visits: 600);
        together.Publish();
        for (var i = 0; i < Items; i++)
        {
            Assert.Equal(occurrences[i], together.SupportOf(i));
            var similar = together.Similar(i, out var similarities);
            Assert.Equal(pairs.Keys.Count(p => p.Item1 == i), similar.Length);
            for (var k = 0; k < similar.Length; k++)
            {
                double count = pairs[(i, similar[k])];
                var norm = Math.Pow(occurrences[i], asymmetry) * Math.Pow(occurrences[similar[k]], 1 - asymmetry);
                Assert.Equal(count, together.WeightOf(i, similar[k]));
                Assert.Equal(count / norm * (count / (count + shrinkage)), similarities[k], 1e-5);
                Assert.True(k == 0 || similarities[k - 1] >= similarities[k]);
            }
        }
    }

    [Fact]
    public void Pair_without_shrinkage_that_always_occurs_together_has_similarity_one()
    {
        var together = new CoOccurrence(new SignalOptions { Shrinkage = 0 }, Names(2));
        for (var visit = 0; visit < 9; visit++)
        {
            together.AddOccurrence(0, 1);
            together.AddOccurrence(1, 1);
            together.Learn(1, [0], [1]);
        }
        together.Publish();
        Assert.Equal([1], together.Similar(0, out var similarities).ToArray());
        Assert.Equal(1, similarities[0], 1e-6);
    }

    [Fact]
    public void Asymmetry_one_judges_by_the_share_of_the_own_occurrences_only()
    {
        var together = new CoOccurrence(new SignalOptions { Asymmetry = 1, Shrinkage = 0 }, Names(2));
        together.AddOccurrence(0, 10);
        together.AddOccurrence(1, 1000);
        together.Learn(0, [1], [5]);
        together.Publish();
        together.Similar(0, out var fromRare);
        together.Similar(1, out var fromFrequent);
        Assert.Equal(0.5, fromRare[0], 1e-6);
        Assert.Equal(0.005, fromFrequent[0], 1e-6);
    }

    [Fact]
    public void Only_the_best_neighbours_are_published()
    {
        var options = new SignalOptions { PublishedNeighbours = 5, Shrinkage = 10 };
        var full = new SignalOptions { PublishedNeighbours = Items, Shrinkage = 10 };
        var (few, all) = (new CoOccurrence(options, Names(Items)), new CoOccurrence(full, Names(Items)));
        LearnRandomVisits(few, seed: 3, visits: 300);
        LearnRandomVisits(all, seed: 3, visits: 300);
        few.Publish();
        all.Publish();
        for (var i = 0; i < Items; i++)
        {
            Assert.Equal(all.Similar(i, out _).ToArray().Take(5), few.Similar(i, out _).ToArray());
        }
    }

    [Fact]
    public void Publication_in_slices_ends_with_the_same_lists_as_at_once()
    {
        var (sliced, whole) = (new CoOccurrence(new SignalOptions(), Names(Items)), new CoOccurrence(new SignalOptions(), Names(Items)));
        LearnRandomVisits(sliced, seed: 5, visits: 100);
        LearnRandomVisits(whole, seed: 5, visits: 100);
        Assert.True(sliced.Similar(0, out _).IsEmpty);
        var slices = new List<int>();
        do
        {
            slices.Add(sliced.Publish(7));
        }
        while (slices[^1] == 7);
        Assert.Equal(whole.Publish(), slices.Sum());
        Assert.Equal(0, whole.Publish());
        for (var i = 0; i < Items; i++)
        {
            Assert.Equal(whole.Similar(i, out _).ToArray(), sliced.Similar(i, out _).ToArray());
        }
    }

    internal static NameTable Names(int count)
    {
        var names = new NameTable();
        for (var i = 0; i < count; i++)
        {
            names.Intern("item" + i);
        }
        return names;
    }

    private static (int[] Occurrences, Dictionary<(int, int), int> Pairs) LearnRandomVisits(CoOccurrence together, int seed, int visits)
    {
        var random = SeededRandom.Create(seed);
        var occurrences = new int[Items];
        var pairs = new Dictionary<(int, int), int>();
        for (var visit = 0; visit < visits; visit++)
        {
            var items = Enumerable.Range(0, 2 + random.Next(9))
                .Select(_ => (int)(Items * random.NextDouble() * random.NextDouble()))
                .Distinct()
                .ToArray();
            for (var i = 0; i < items.Length; i++)
            {
                occurrences[items[i]]++;
                together.AddOccurrence(items[i], 1);
                together.Learn(items[i], items.AsSpan(0, i), Enumerable.Repeat(1f, i).ToArray());
                foreach (var earlier in items[..i])
                {
                    pairs[(items[i], earlier)] = pairs.GetValueOrDefault((items[i], earlier)) + 1;
                    pairs[(earlier, items[i])] = pairs.GetValueOrDefault((earlier, items[i])) + 1;
                }
            }
        }
        return (occurrences, pairs);
    }
}
