using System.Globalization;

namespace Personalization.Tools.Demo;

/// <summary>The people who visit the demo shop.</summary>
internal static class DemoShoppers
{
    private static readonly string[] s_towns =
    [
        "Lisbon", "Vienna", "Hamburg", "Lyon", "Gothenburg", "Kraków", "Bologna", "Ghent", "Porto", "Leeds", "Cork", "Utrecht", "Seville",
        "Tampere", "Toronto", "Austin", "Portland", "Osaka", "Melbourne", "Cape Town", "São Paulo", "Pune",
    ];

    /// <summary>When people shop: the middle of the time of day, how wide it is in hours, and how many people keep it.</summary>
    private static readonly (double Hour, double Width, double Share)[] s_rhythms =
        [(20.5, 2.5, 0.45), (12.5, 1.8, 0.2), (8, 1.5, 0.13), (16, 3, 0.15), (23.5, 2, 0.07)];

    /// <summary>Makes the shoppers of a seed. The same arguments give the same shoppers.</summary>
    /// <param name="seed">The seed of the shop.</param>
    /// <param name="count">How many, 1 or more.</param>
    public static IReadOnlyList<DemoShopper> Create(ulong seed, int count = 2500)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var brands = DemoBrands.Create(seed);
        var rhythms = new WeightedChoice([.. s_rhythms.Select(static rhythm => rhythm.Share)]);
        var channels = new WeightedChoice([0.5, 0.46, 0.02, 0.02]);
        string[] channelNames = ["web", "mobile", "tv", "kiosk"];
        var shoppers = new DemoShopper[count];
        for (var i = 0; i < count; i++)
        {
            var random = new SeededRandom(seed, 0x5409, (ulong)i);
            var early = Taste.Draw(ref random);
            shoppers[i] = new DemoShopper
            {
                Index = i,
                UserId = string.Create(CultureInfo.InvariantCulture, $"shopper_{i + 1:0000}"),
                EarlyTaste = early,
                LateTaste = Taste.Draw(ref random),
                Drift = random.Chance(0.3) ? 1 : 0.2 * random.NextDouble(),
                DriftPeriodDays = 90 + (150 * random.NextDouble()),
                DriftPhase = random.NextDouble(),
                Brands = Favourites(ref random, brands, early),
                Tags = Sample(ref random, Assortment.Tags, 4 + random.Next(5)),
                PriceLevel = 0.45 * random.Normal(),
                VisitsPerDay = Math.Clamp(random.LogNormal(0.33, 1.05), 0.02, 6),
                Hours = Rhythm(ref random, s_rhythms[rhythms.Draw(ref random)]),
                Channel = channelNames[channels.Draw(ref random)],
                Conversion = Math.Clamp(random.LogNormal(0.22, 0.6), 0.03, 0.8),
                OpensEmail = random.Chance(0.4) ? 0.03 + (0.25 * random.NextDouble()) : 0,
                Location = random.Pick(s_towns),
            };
        }
        return shoppers;
    }

    private static List<string> Favourites(ref SeededRandom random, IReadOnlyList<Brand> brands, Taste taste)
    {
        List<string> favourites = [];
        foreach (var brand in brands)
        {
            var care = brand.Departments.Sum(department => taste.Departments[department]);
            if (random.Chance(Math.Min(0.5, 0.02 + (0.6 * care))))
            {
                favourites.Add(brand.Name);
            }
        }
        return favourites;
    }

    private static string[] Sample(ref SeededRandom random, IReadOnlyList<string> values, int count)
    {
        var all = values.ToArray();
        random.Shuffle<string>(all);
        return all[..count];
    }

    private static double[] Rhythm(ref SeededRandom random, (double Hour, double Width, double Share) rhythm)
    {
        var middle = rhythm.Hour + (1.2 * random.Normal());
        var hours = new double[24];
        for (var hour = 0; hour < 24; hour++)
        {
            var apart = Math.Abs(hour + 0.5 - middle) % 24;
            apart = Math.Min(apart, 24 - apart) / rhythm.Width;
            hours[hour] = 0.015 + Math.Exp(-0.5 * apart * apart);
        }
        return hours;
    }
}
