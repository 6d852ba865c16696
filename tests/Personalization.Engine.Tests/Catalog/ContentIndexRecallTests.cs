using Personalization.Contracts.Catalog;
using Personalization.Engine.Catalog;

namespace Personalization.Engine.Tests.Catalog;

/// <summary>A catalogue too large for exact lists, in which one text of ten is long.</summary>
public sealed class ContentIndexRecallTests
{
    private const int Items = 3000;
    private const int Best = 10;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Long_texts_do_not_crowd_the_most_similar_items_out(int seed)
    {
        var random = SeededRandom.Create(seed);
        var items = Enumerable.Range(0, Items).Select(i => RandomItem(random, i)).ToArray();
        var index = new ContentIndex();
        for (var i = 0; i < Items; i++)
        {
            index.Put(i, items[i]!);
        }
        var vectors = BruteForceCosine.Vectors(items);
        var found = 0;
        for (var i = 0; i < Items; i += 60)
        {
            var best = Enumerable.Range(0, Items)
                .Where(k => k != i)
                .OrderByDescending(k => BruteForceCosine.Of(vectors[i]!, vectors[k]!))
                .Take(Best);
            found += best.Intersect(index.Similar(i, out _)[..Best].ToArray()).Count();
        }
        Assert.InRange(found / (Items / 60.0 * Best), 0.93, 1);
    }

    private static Item? RandomItem(Random random, int number) => new()
    {
        ItemId = "i" + number,
        Name = Words(random, 2 + random.Next(4)),
        Text = Words(random, random.Next(10) == 0 ? 100 : random.Next(20)),
        Category = "c" + random.Next(10),
        Brand = "b" + random.Next(60),
        Tags = ["t" + random.Next(40), "t" + random.Next(40)],
    };

    private static string Words(Random random, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => "w" + (int)(800 * Math.Pow(random.NextDouble(), 2))));
}
