namespace Personalization.Tools.Demo;

/// <summary>A kind of product and the vocabulary it is described in. Lists are written with <c>|</c> between their entries.</summary>
internal sealed class Subcategory
{
    /// <summary>Describes a kind of product.</summary>
    /// <param name="name">Its name in the catalogue.</param>
    /// <param name="price">The median price of a standard brand.</param>
    /// <param name="nouns">What one such product is called; the first is what people search for.</param>
    /// <param name="features">What such products have, in words that follow "with".</param>
    /// <param name="uses">Tags and what they mean here, as <c>tag=words that follow "made for"</c>.</param>
    /// <param name="materials">What such products are made of; empty where that says nothing.</param>
    /// <param name="models">Sizes or numbers that are part of the name; empty where names carry none.</param>
    /// <param name="goesWith">Kinds that are bought along, as <c>category/subcategory</c>.</param>
    /// <param name="pieces">How many pieces are often bought at once, 1 or more.</param>
    public Subcategory(
        string name, double price, string nouns, string features, string uses, string materials = "", string models = "",
        string goesWith = "", int pieces = 1)
    {
        Name = name;
        Price = price;
        Nouns = Split(nouns);
        Features = Split(features);
        Uses = [.. Split(uses).Select(static use => use.Split('=', 2)).Select(static pair => (pair[0], pair[1]))];
        Materials = Split(materials);
        Models = Split(models);
        GoesWith = Split(goesWith);
        Pieces = pieces;
    }

    /// <summary>Its name in the catalogue.</summary>
    public string Name { get; }

    /// <summary>The median price of a standard brand.</summary>
    public double Price { get; }

    /// <summary>What one such product is called.</summary>
    public string[] Nouns { get; }

    /// <summary>What such products have.</summary>
    public string[] Features { get; }

    /// <summary>What such products are for: the tag, and the words that say it.</summary>
    public (string Tag, string Words)[] Uses { get; }

    /// <summary>What such products are made of; may be empty.</summary>
    public string[] Materials { get; }

    /// <summary>Sizes or numbers in names; may be empty.</summary>
    public string[] Models { get; }

    /// <summary>Kinds that are bought along, as <c>category/subcategory</c>.</summary>
    public string[] GoesWith { get; }

    /// <summary>How many pieces are often bought at once.</summary>
    public int Pieces { get; }

    private static string[] Split(string list) => list.Length == 0 ? [] : list.Split('|');
}
