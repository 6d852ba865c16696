using Personalization.Contracts.Events;

namespace Personalization.Tools.Demo;

internal sealed partial class VisitWriter
{
    /// <summary>Looks around, beginning with a kind of product.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="eagerness">How much more likely than usual something goes into the cart.</param>
    private void Browse(int kind, double eagerness)
    {
        var searched = _random.Chance(0.5);
        Announce(kind, searched);
        var views = _random.Chance(0.3) ? 1 : 2 + _random.Geometric(0.76, 30);
        for (; views > 0; views--)
        {
            var product = liking.Choose(_shopper, kind, _at, ref _random);
            if (product >= 0)
            {
                if (_random.Chance(0.4))
                {
                    Add(EventTypes.Click, product, properties: searched ? _phrases.SearchList : _phrases.CategoryList);
                    Wait(1.5);
                }
                if (See(product, eagerness) && Assortment.GoesWith[kind].Length > 0 && _random.Chance(0.5))
                {
                    kind = _random.Pick(Assortment.GoesWith[kind]);
                    searched = _random.Chance(0.3);
                    Announce(kind, searched);
                    continue;
                }
            }
            if (_random.Chance(0.12))
            {
                kind = _shopper.TasteAt(_at, ref _random).Kind(ref _random);
                searched = _random.Chance(0.5);
                Announce(kind, searched);
            }
        }
    }

    private void Announce(int kind, bool search)
    {
        if (search)
        {
            Add(EventTypes.Search, properties: _phrases.Search(kind, ref _random));
        }
        else
        {
            Add(EventTypes.PageView, properties: _phrases.CategoryPage(kind));
        }
        Wait(9);
    }

    /// <summary>Looks at a product's page and reacts to it.</summary>
    /// <returns>Whether it went into the cart.</returns>
    private bool See(int product, double eagerness)
    {
        Add(EventTypes.PageView, product, properties: shelf.Products[product].Page);
        Wait(22);
        var likes = liking.Of(_shopper, product);
        if (shelf.Products[product].InStock
            && !_cart.Contains(product)
            && _random.Chance((0.015 + (0.05 * Math.Max(0, likes))) * eagerness))
        {
            Add(EventTypes.AddToCart, product, shelf.Products[product].Item.Price, 1);
            _cart.Add(product);
            Wait(8);
            return true;
        }
        if (likes > 0.8 && _random.Chance(0.05))
        {
            Add(EventTypes.Wishlist, product);
            Wait(4);
        }
        else if (likes < -0.3 && _random.Chance(0.05))
        {
            Add(EventTypes.Dislike, product);
            Wait(3);
        }
        return false;
    }

    private void Leave(DateTimeOffset start)
    {
        for (var i = _cart.Count - 1; i >= 0; i--)
        {
            if (_random.Chance(0.13))
            {
                Add(EventTypes.RemoveFromCart, _cart[i], quantity: 1);
                _cart.RemoveAt(i);
                Wait(5);
            }
        }
        var pays = _cart.Count > 0 && _random.Chance(_shopper.Conversion);
        if (pays)
        {
            Wait(60);
            foreach (var product in _cart)
            {
                Buy(product);
            }
        }
        if (_channel == "mobile" && _random.Chance(0.35))
        {
            Add(EventTypes.AppUsage, value: Math.Round((_at - start).TotalSeconds));
        }
        if (pays)
        {
            Rate();
        }
    }

    private void Buy(int product)
    {
        var found = shelf.Products[product];
        var most = Assortment.Kinds[found.Kind].Subcategory.Pieces;
        var pieces = most == 1 ? 1 : 1 + _random.Next(most);
        Add(EventTypes.Purchase, product, Math.Round((found.Item.Price ?? 0) * pieces, 2), pieces, found.Page);
    }

    private void Rate()
    {
        // What was bought arrives within hours here, so that a day of traffic never reaches past the end of the next day.
        _at = _at.AddMilliseconds(Math.Round((2 + (18 * _random.NextDouble())) * 3_600_000 / _pace));
        foreach (var product in _cart)
        {
            if (_random.Chance(0.3))
            {
                var stars = 3.4 + (0.6 * liking.Of(_shopper, product)) + (shelf.Products[product].Item.Rating ?? 4) - 4
                    + (0.6 * _random.Normal());
                Add(EventTypes.Rating, product, Math.Clamp(Math.Round(2 * stars) / 2, 0.5, 5), ofVisit: false);
                Wait(20);
            }
        }
    }
}
