using Personalization.Contracts.Catalog;
using Personalization.Engine.Catalog;

namespace Personalization.Engine.Tests.Catalog;

public sealed class ContentIndexTests
{
    [Fact]
    public void Similarity_of_two_items_equals_the_cosine_worked_out_by_hand()
    {
        var index = new ContentIndex();
        index.Put(0, new Item { ItemId = "a", Name = "red shoe", Category = "shoes" });
        index.Put(1, new Item { ItemId = "b", Name = "blue shoe", Category = "shoes" });
        index.Put(2, new Item { ItemId = "c", Text = "Nothing alike" });
        // N = 3; idf is ln(4/2) + 1 = 1.6931 for one item, ln(4/3) + 1 = 1.2877 for two. A word of the name weighs 1 + ln 3 = 2.0986, a
        // category 2.
        var one = 2.0986123 * 1.6931472;
        var both = 2.0986123 * 1.2876821;
        var category = 2 * 1.2876821;
        var shared = (both * both) + (category * category);
        Assert.Equal([1], index.Similar(0, out var similarities).ToArray());
        Assert.Equal(shared / (shared + (one * one)), similarities[0], 1e-5);
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 80)]
    [InlineData(3, 140)]
    public void Neighbours_on_a_random_catalogue_equal_brute_force(int seed, int count)
    {
        var index = new ContentIndex();
        var items = RandomCatalog.Items(seed, count);
        for (var i = 0; i < count; i++)
        {
            index.Put(i, items[i]!);
        }
        AssertExact(index, items);
    }

    [Fact]
    public void Most_similar_item_is_found_among_thousands()
    {
        var index = new ContentIndex();
        var random = SeededRandom.Create(8);
        for (var i = 0; i < 5000; i++)
        {
            index.Put(i, new Item
            {
                ItemId = "i" + i,
                Name = $"unique{i / 2} {RandomCatalog.Word(random)}",
                Category = "c" + random.Next(10),
                Tags = [RandomCatalog.Word(random)]
            });
        }
        for (var i = 0; i < 5000; i += 37)
        {
            Assert.Equal(i ^ 1, index.Similar(i, out _)[0]);
        }
    }

    [Fact]
    public void Changed_and_removed_items_leave_the_index_as_if_it_were_built_anew()
    {
        var index = new ContentIndex();
        var random = SeededRandom.Create(6);
        var items = RandomCatalog.Items(6, 60);
        var replacements = RandomCatalog.Items(7, 60);
        for (var i = 0; i < 60; i++)
        {
            index.Put(i, items[i]!);
            index.Similar(i, out _);
        }
        for (var step = 0; step < 200; step++)
        {
            var handle = random.Next(60);
            if (random.Next(3) == 0)
            {
                index.Remove(handle);
                items[handle] = null;
            }
            else
            {
                items[handle] = replacements[random.Next(60)];
                index.Put(handle, items[handle]!);
            }
        }
        var anew = new ContentIndex();
        for (var i = 0; i < 60; i++)
        {
            if (items[i] is { } item)
            {
                anew.Put(i, item);
                index.Put(i, new Item { ItemId = "other" });
                index.Put(i, item);
            }
        }
        AssertExact(anew, items);
        AssertExact(index, items);
    }

    [Fact]
    public void Removed_item_has_no_neighbours_and_is_nobodys_neighbour_when_the_lists_are_made_anew()
    {
        var index = new ContentIndex();
        for (var i = 0; i < 4; i++)
        {
            index.Put(i, new Item { ItemId = "i" + i, Name = "same words here" });
        }
        Assert.Contains(3, index.Similar(0, out _).ToArray());
        index.Remove(3);
        Assert.Equal([1, 2], index.Similar(0, out _).ToArray().Order());
        Assert.True(index.Similar(3, out var similarities).IsEmpty);
        Assert.True(similarities.IsEmpty);
        Assert.True(index.Similar(999_999, out _).IsEmpty);
        Assert.True(index.Similar(-1, out _).IsEmpty);
    }

    [Fact]
    public void Item_without_content_is_similar_to_nothing()
    {
        var index = new ContentIndex();
        index.Put(0, new Item { ItemId = "a" });
        index.Put(1, new Item { ItemId = "b" });
        Assert.True(index.Similar(0, out _).IsEmpty);
    }

    // With at most 150 candidates and few postings nothing is approximated: the lists must be the exact ones.
    private static void AssertExact(ContentIndex index, Item?[] items)
    {
        var vectors = BruteForceCosine.Vectors(items);
        for (var i = 0; i < items.Length; i++)
        {
            var similar = index.Similar(i, out var similarities);
            var expected = items[i] is null ? [] : Enumerable.Range(0, items.Length).Where(k => k != i && items[k] is not null)
                .Select(k => BruteForceCosine.Of(vectors[i]!, vectors[k]!)).Where(c => c > 0).OrderDescending().Take(50).ToArray();
            Assert.Equal(expected.Length, similar.Length);
            for (var k = 0; k < expected.Length; k++)
            {
                Assert.Equal(expected[k], similarities[k], 1e-4);
                Assert.Equal(BruteForceCosine.Of(vectors[i]!, vectors[similar[k]]!), similarities[k], 1e-4);
            }
        }
    }
}
