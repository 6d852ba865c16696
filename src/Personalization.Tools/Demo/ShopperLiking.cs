namespace Personalization.Tools.Demo;

/// <summary>How well products suit each shopper, apart from the kind of product. Immutable and safe to share between threads.</summary>
internal sealed class ShopperLiking
{
    private readonly DemoShelf _shelf;
    private readonly HashSet<string>[] _brands;
    private readonly UInt128[] _tags;

    /// <summary>Prepares the likings of all shoppers.</summary>
    public ShopperLiking(DemoShelf shelf, IReadOnlyList<DemoShopper> shoppers)
    {
        _shelf = shelf;
        _brands = [.. shoppers.Select(static shopper => shopper.Brands.ToHashSet())];
        var tagPlaces = Assortment.Tags.Select(static (tag, place) => (tag, place))
            .ToDictionary(static pair => pair.tag, static pair => pair.place);
        _tags = [.. shoppers.Select(shopper => shopper.Tags.Aggregate(UInt128.Zero, (set, tag) => set | (UInt128.One << tagPlaces[tag])))];
    }

    /// <summary>How well a product suits a shopper; about −1.5 to 2, with 0 as indifference.</summary>
    public double Of(DemoShopper shopper, int product)
    {
        var found = _shelf.Products[product];
        var liking = 0.3 - (0.8 * Math.Min(2, Math.Abs(found.PriceLevel - shopper.PriceLevel)));
        if (_brands[shopper.Index].Contains(found.Item.Brand!))
        {
            liking += 0.9;
        }
        return (found.Tags & _tags[shopper.Index]) != 0 ? liking + 0.7 : liking;
    }

    /// <summary>
    /// Draws a product of a kind that suits the shopper: the best of a few that catch the eye. Products that came into the shop after
    /// <paramref name="at"/> are not there yet.
    /// </summary>
    /// <returns>The product's place; −1 when none was found.</returns>
    public int Choose(DemoShopper shopper, int kind, DateTimeOffset at, ref SeededRandom random)
    {
        var best = -1;
        var bestLiking = double.NegativeInfinity;
        for (var i = 0; i < 4; i++)
        {
            var product = _shelf.Draw(kind, ref random);
            if (product < 0 || _shelf.Products[product].Since > at)
            {
                continue;
            }
            var liking = Of(shopper, product) + (1.2 * random.NextDouble());
            if (liking > bestLiking)
            {
                best = product;
                bestLiking = liking;
            }
        }
        return best;
    }
}
