using System.Text;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Engine.Tests.Events;

/// <summary>Events with every combination of members, short and long.</summary>
internal static class RandomEvents
{
    private static readonly string[] s_alphabet = ["a", "b", "7", "_", "ä", "語", "😀"];

    public static Event Next(Random random) => new()
    {
        EventId = Text(random, 128),
        EventType = Text(random, 64),
        UserId = Perhaps(random, () => Text(random, 128)),
        SessionId = Perhaps(random, () => Text(random, 128)),
        ItemId = Perhaps(random, () => Text(random, 128)),
        Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(-1L << 40, 1L << 42)),
        Channel = Perhaps(random, () => Text(random, 20)),
        Value = random.Next(2) == 0 ? null : random.NextDouble() * 1000,
        Quantity = random.Next(2) == 0 ? null : random.Next(10),
        Context = Json(random),
        Properties = Json(random),
        Facts = Perhaps(random, () => Facts(random)),
    };

    private static ItemFacts Facts(Random random) => random.Next(5) == 0 ? ItemFacts.Unknown : new ItemFacts
    {
        Category = Perhaps(random, () => Text(random, 40)),
        Subcategory = Perhaps(random, () => Text(random, 40)),
        Brand = Perhaps(random, () => Text(random, 200)),
        PriceLevel = Perhaps(random, () => Text(random, 10)),
        Price = random.Next(2) == 0 ? 0 : random.NextSingle() * 100,
        Tags = [.. Enumerable.Range(0, random.Next(9)).Select(_ => Text(random, 300))],
    };

    private static JsonText Json(Random random) => random.Next(3) switch
    {
        0 => default,
        1 => JsonText.Parse($$"""{"a":{{random.Next()}}}"""),
        _ => JsonText.Parse($$"""{"a":"{{Text(random, 20000)}}"}"""),
    };

    private static T? Perhaps<T>(Random random, Func<T> value)
        where T : class => random.Next(2) == 0 ? null : value();

    private static string Text(Random random, int most)
    {
        var text = new StringBuilder();
        for (var length = random.Next(1, most); text.Length < length;)
        {
            text.Append(s_alphabet[random.Next(s_alphabet.Length)]);
        }
        return text.ToString();
    }
}
