using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;

namespace Personalization.Tools.Demo;

/// <summary>The products of the demo shop: invented, but with prices, words and brands that hang together.</summary>
internal static class DemoCatalog
{
    /// <summary>A product stays in the shop this long; then a new one takes over its place.</summary>
    public const int LifeDays = 730;

    private static readonly string[] s_colors =
    [
        "black", "white", "slate", "navy", "forest green", "sand", "terracotta", "mustard", "burgundy", "sky blue", "rose", "silver",
        "olive", "cream",
    ];

    private static readonly WeightedChoice s_departments = new([.. Assortment.Departments.Select(static d => d.Appeal)]);

    /// <summary>Makes the products of a seed. The same arguments give the same products.</summary>
    /// <param name="seed">Tells one shop from another.</param>
    /// <param name="asOf">
    /// The day the shop is looked at: it alone decides how old each product is, and from day to day only a few products change.
    /// </param>
    /// <param name="count">How many products, 1 or more.</param>
    public static IReadOnlyList<Item> Create(ulong seed, DateTimeOffset asOf, int count = 6000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var brands = DemoBrands.Create(seed);
        var brandsOf = Enumerable.Range(0, Assortment.Departments.Count)
            .Select(department => brands.Where(brand => brand.Departments.Contains(department)).ToArray()).ToArray();
        var firstKind = new int[Assortment.Departments.Count];
        for (var i = 1; i < firstKind.Length; i++)
        {
            firstKind[i] = firstKind[i - 1] + Assortment.Departments[i - 1].Subcategories.Count;
        }
        var today = asOf.UtcDateTime.Date;
        var items = new Item[count];
        for (var i = 0; i < count; i++)
        {
            var place = new SeededRandom(seed, 0xCA7A, (ulong)i);
            var age = Age(today, place.Next(LifeDays));
            var department = s_departments.Draw(ref place);
            var kind = firstKind[department] + place.Next(Assortment.Departments[department].Subcategories.Count);
            // A successor in the same place is another product of the same kind.
            var random = new SeededRandom(seed, (ulong)i, (ulong)(today - TimeSpan.FromDays(age)).Ticks);
            var hour = TimeSpan.FromHours(6 + random.Next(12));
            var since = new DateTimeOffset(today - TimeSpan.FromDays(age) + hour - TimeSpan.FromDays(1), TimeSpan.Zero);
            items[i] = Product(ref random, i, kind, random.Pick(brandsOf[department]), since);
        }
        return items;
    }

    private static int Age(DateTime today, int phase)
    {
        var days = (int)(today - DateTime.UnixEpoch).TotalDays - phase;
        return ((days % LifeDays) + LifeDays) % LifeDays;
    }

    private static Item Product(ref SeededRandom random, int index, int kindIndex, Brand brand, DateTimeOffset since)
    {
        var (kind, departmentIndex) = Assortment.Kinds[kindIndex];
        var department = Assortment.Departments[departmentIndex];
        var noun = random.Pick(kind.Nouns);
        var series = random.Pick(brand.Series);
        var (use, useWords) = random.Pick(kind.Uses);
        var color = random.Pick(s_colors);
        var material = kind.Materials.Length > 0 ? random.Pick(kind.Materials) : null;
        var name = ProductText.Name(ref random, series, noun, kind, brand.Tier);
        List<string> tags = [use];
        var style = random.Chance(0.55) ? random.Pick(Style.All) : null;
        if (style is not null && style.Tag != use)
        {
            tags.Add(style.Tag);
        }
        var (factor, quality) = brand.Tier switch
        {
            PriceTier.Budget => (0.6, 3.7),
            PriceTier.Standard => (1.0, 4.0),
            PriceTier.Premium => (1.6, 4.3),
            _ => (2.9, 4.4),
        };
        var price = random.LogNormal(kind.Price * factor, 0.3);
        return new Item
        {
            ItemId = string.Create(CultureInfo.InvariantCulture, $"prod_{index:00000}"),
            Name = name,
            Category = department.Name,
            Subcategory = kind.Name,
            Brand = brand.Name,
            Price = Math.Round(Math.Max(1, Math.Round(price)) - 0.01, 2),
            Margin = Math.Round(Math.Clamp(department.Margin + (0.07 * random.Normal()), 0.02, 0.85), 3),
            Stock = random.Chance(0.04) ? 0 : 1 + (int)random.LogNormal(45, 1.1),
            Rating = Math.Round(Math.Clamp(quality + (0.35 * random.Normal()), 1.5, 5), 1),
            Tags = tags,
            Text = ProductText.Description(ref random, name, brand, kind, useWords, style, material, color),
            Attributes = Attributes(color, material, series, brand.Tier),
            AvailableFrom = since,
        };
    }

    private static JsonText Attributes(string color, string? material, string series, PriceTier tier)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("color"u8, color);
            if (material is not null)
            {
                json.WriteString("material"u8, material);
            }
            json.WriteString("series"u8, series);
            json.WriteString("price_tier"u8, tier switch
            {
                PriceTier.Budget => "budget",
                PriceTier.Standard => "standard",
                PriceTier.Premium => "premium",
                _ => "luxury",
            });
            json.WriteEndObject();
        }
        return new JsonText(buffer.ToArray());
    }
}
