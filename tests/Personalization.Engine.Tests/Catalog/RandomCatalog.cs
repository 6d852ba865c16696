using Personalization.Contracts.Catalog;

namespace Personalization.Engine.Tests.Catalog;

/// <summary>Items of a few words, categories, brands and tags, so that many of them are more or less alike.</summary>
internal static class RandomCatalog
{
    private static readonly string[] Words =
    [
        "red", "green", "blue", "trail", "running", "leather", "canvas", "summer", "winter", "light", "warm", "rain", "city", "mountain",
        "road", "child", "woman", "man", "classic", "sport",
    ];

    public static string Word(Random random) => Words[random.Next(Words.Length)];

    public static Item?[] Items(int seed, int count)
    {
        var random = SeededRandom.Create(seed);
        return [.. Enumerable.Range(0, count).Select(i => new Item
        {
            ItemId = "i" + i,
            Name = string.Join(' ', Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Word(random))),
            Text = string.Join(' ', Enumerable.Range(0, random.Next(12)).Select(_ => Word(random))),
            Category = "c" + random.Next(4),
            Brand = random.Next(3) == 0 ? null : "b" + random.Next(6),
            Tags = random.Next(2) == 0 ? [] : ["t" + random.Next(5), "t" + random.Next(5)],
        })];
    }
}
