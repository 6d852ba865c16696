using System.Text;

namespace Personalization.Tools.Demo;

/// <summary>Names and descriptions of demo products.</summary>
internal static class ProductText
{
    private static readonly string[] s_suffixes = ["Pro", "Plus", "Air", "Lite", "Max", "Classic", "Studio", "Edition"];

    /// <summary>What a product is called, for example "Aurora 15 Laptop Pro".</summary>
    public static string Name(ref SeededRandom random, string series, string noun, Subcategory kind, PriceTier tier)
    {
        var model = kind.Models.Length > 0 && random.Chance(0.8) ? random.Pick(kind.Models) + " " : "";
        var chance = tier >= PriceTier.Premium ? 0.6 : 0.35;
        return $"{series} {model}{noun}{(random.Chance(chance) ? " " + random.Pick(s_suffixes) : "")}";
    }

    /// <summary>Two to four sentences about a product.</summary>
    public static string Description(
        ref SeededRandom random, string name, Brand brand, Subcategory kind, string use, Style? style, string? material, string color)
    {
        var features = kind.Features.ToArray();
        random.Shuffle<string>(features);
        var noun = kind.Nouns[0].ToLowerInvariant();
        var text = new StringBuilder();
        text.Append(random.Next(3) switch
        {
            0 => $"The {name} by {brand.Name} is made for {use}.",
            1 => $"{brand.Name} made the {name} for {use}.",
            _ => $"Made for {use}: the {name} by {brand.Name}.",
        });
        text.Append(random.Next(3) switch
        {
            0 => $" It comes with {features[0]}, {features[1]} and {features[2]}.",
            1 => $" Expect {features[0]} and {features[1]}.",
            _ => $" With {features[0]} and {features[1]}, it is a {noun} that keeps its promise.",
        });
        if (material is not null && random.Chance(0.7))
        {
            text.Append(random.Chance(0.5)
                ? $" Made of {material} in {color}."
                : $" The {material} feels as good as it looks, here in {color}.");
        }
        if (style is not null)
        {
            text.Append(' ').Append(style.Sentence);
        }
        else if (random.Chance(0.4))
        {
            text.Append(brand.Tier switch
            {
                PriceTier.Budget => " A lot of value for little money.",
                PriceTier.Standard => " A sound choice at a fair price.",
                PriceTier.Premium => " Better materials, better made.",
                _ => " For those who want the very best.",
            });
        }
        return text.ToString();
    }
}
