namespace Personalization.Tools.Demo;

/// <summary>Products that everybody talks about for a day or a few. Depends on nothing but the seed and the time. Thread-safe.</summary>
internal sealed class ViralTide(ulong seed, DemoShelf shelf)
{
    /// <summary>A product stays in the talk for at most this many days.</summary>
    public const int MostDays = 4;

    /// <summary>How likely somebody comes to the shop for the talked-about product at the height of the talk, [0, 1].</summary>
    public const double PeakShare = 0.22;

    /// <summary>The product talked about at a time, and how strongly.</summary>
    /// <returns>The product's place, −1 for none, and the share of visits, [0, <see cref="PeakShare"/>], that come for it.</returns>
    public (int Product, double Share) At(DateTimeOffset at)
    {
        var today = (long)Math.Floor((at - DateTimeOffset.UnixEpoch).TotalDays);
        for (var day = today; day > today - MostDays; day--)
        {
            if (Begin(day) is not { } wave || at < wave.From || at >= wave.To || shelf.Products[wave.Product].Since > at)
            {
                continue;
            }
            var progress = (at - wave.From) / (wave.To - wave.From);
            // The talk swells within the first fifth of its time and then dies down.
            var height = progress < 0.2 ? progress / 0.2 : (1 - progress) / 0.8;
            return (wave.Product, PeakShare * height);
        }
        return (-1, 0);
    }

    /// <summary>The wave that begins on a day, if one does: about every third day.</summary>
    /// <param name="day">Days since the Unix epoch.</param>
    public (int Product, DateTimeOffset From, DateTimeOffset To)? Begin(long day)
    {
        var random = new SeededRandom(seed, 0x71DE, (ulong)day);
        if (!random.Chance(0.35))
        {
            return null;
        }
        var from = DateTimeOffset.UnixEpoch.AddDays(day).AddHours(6 + random.Next(15));
        return (random.Next(shelf.Products.Length), from, from.AddHours(18 + random.Next(((MostDays - 1) * 24) - 18)));
    }
}
