using System.Runtime.Intrinsics;
using Personalization.Engine.Chance;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Features and the products of all pairs of them (squares included): with these a linear model is one of second degree. When the products
/// are more than there is room for, each is added with a sign to a place that a hash of the pair chooses (feature hashing, Weinberger et
/// al. 2009), which keeps inner products right in expectation. A pure function of the dimensions: all nodes have the same map. Thread-safe.
/// </summary>
public sealed class InteractionMap
{
    private readonly int _input;
    private readonly int _products;
    private readonly short[]? _places;

    /// <summary>The map of vectors of that length.</summary>
    /// <param name="input">Features, the constant not counted.</param>
    /// <param name="room">The most products to keep apart, 1 to 2048.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public InteractionMap(int input, int room)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(room, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(room, 2048);
        _input = input;
        var pairs = (long)input * (input + 1) / 2;
        _products = (int)Math.Min(pairs, room);
        if (pairs > room)
        {
            _places = new short[pairs];
            for (var pair = 0; pair < _places.Length; pair++)
            {
                var hash = RandomBits.Mix((ulong)pair);
                var place = (short)((hash >> 1) % (ulong)room);
                _places[pair] = (hash & 1) == 0 ? place : (short)~place;
            }
        }
    }

    /// <summary>Numbers in a mapped vector: the constant, the features, the products.</summary>
    public int Dimension => 1 + _input + _products;

    /// <summary>Maps a vector that begins with the constant 1.</summary>
    /// <param name="features">The constant and the features.</param>
    /// <param name="mapped">At least <see cref="Dimension"/> long; what lies beyond becomes zero.</param>
    public void Map(ReadOnlySpan<double> features, Span<double> mapped)
    {
        features[..(1 + _input)].CopyTo(mapped);
        var x = features.Slice(1, _input);
        var products = mapped[(1 + _input)..];
        products[(_places is null ? _products : 0)..].Clear();
        var pair = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var xi = x[i];
            if (xi == 0)
            {
                if (_places is null)
                {
                    products.Slice(pair, i + 1).Clear();
                }
                pair += i + 1;
                continue;
            }
            if (_places is null)
            {
                MultiplyRow(products, pair, x, i);
                pair += i + 1;
                continue;
            }
            for (var j = 0; j <= i; j++)
            {
                var place = _places[pair++];
                if (place >= 0)
                {
                    products[place] += xi * x[j];
                }
                else
                {
                    products[~place] -= xi * x[j];
                }
            }
        }
    }

    // products[at + j] = x[i] x[j] for j up to i. Whole vectors may write beyond the row, where the next rows write afterwards.
    private static void MultiplyRow(Span<double> products, int at, ReadOnlySpan<double> x, int i)
    {
        var j = 0;
        var factor = Vector256.Create(x[i]);
        for (; j <= i && j + 4 <= x.Length && at + j + 4 <= products.Length; j += 4)
        {
            (factor * Vector256.Create(x.Slice(j, 4))).CopyTo(products.Slice(at + j, 4));
        }
        for (; j <= i; j++)
        {
            products[at + j] = x[i] * x[j];
        }
    }
}
