using System.Numerics.Tensors;
using Personalization.Engine.Binary;
using Personalization.Engine.Catalog;
using Personalization.Engine.Chance;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// Which items occur together, learnt online: every item keeps the weights of its strongest neighbours. The similarity of j to i is
/// c/(nᵢ^α · nⱼ^(1−α)) · c/(c + s) with c the weight of the pair, n the items' own weights, α = ½ being the cosine, and s the
/// shrinkage that keeps rare pairs down. One writer; the published lists are readable from any thread without locks.
/// </summary>
public sealed class CoOccurrence(SignalOptions options, NameTable names) : INeighbours
{
    private readonly List<int> _unpublished = [];
    private readonly List<int> _unsaved = [];
    private Row?[] _rows = new Row?[1024];
    private volatile Neighbour[]?[] _published = new Neighbour[]?[1024];
    private float[] _scratch = new float[256];

    private sealed class Row
    {
        public int[] Items = new int[4];
        public float[] Weights = new float[4];
        public int Count;
        public float Support;
        public ulong Seed;
        public uint Draws;
        public bool Unpublished;
        public bool Unsaved;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<Neighbour> Similar(int item)
    {
        var published = _published;
        return (uint)item < (uint)published.Length ? Volatile.Read(ref published[item]) : [];
    }

    /// <summary>The weight with which <paramref name="item"/> itself occurred.</summary>
    public float SupportOf(int item) => item < _rows.Length ? _rows[item]?.Support ?? 0 : 0;

    /// <summary>The learnt weight of the pair, from the side of <paramref name="item"/>; 0 when it is not among its neighbours.</summary>
    public float WeightOf(int item, int other)
    {
        if (item >= _rows.Length || _rows[item] is not { } row)
        {
            return 0;
        }
        var at = row.Items.AsSpan(0, row.Count).IndexOf(other);
        return at < 0 ? 0 : row.Weights[at];
    }

    /// <summary>Counts an occurrence of the item itself.</summary>
    public void AddOccurrence(int item, float weight)
    {
        var row = RowOf(item);
        row.Support += weight;
        Touch(item, row);
    }

    /// <summary>
    /// Adds to the weights of the pairs of <paramref name="item"/> with each of <paramref name="earlier"/>, in both directions.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="earlier">Other items.</param>
    /// <param name="weights">One weight for each of <paramref name="earlier"/>, &gt; 0.</param>
    public void Learn(int item, ReadOnlySpan<int> earlier, ReadOnlySpan<float> weights)
    {
        var row = RowOf(item);
        for (var i = 0; i < earlier.Length; i++)
        {
            Add(row, earlier[i], weights[i]);
            var other = RowOf(earlier[i]);
            Add(other, item, weights[i]);
            Touch(earlier[i], other);
        }
        Touch(item, row);
    }

    /// <summary>Publishes the neighbours of items that have changed since they were published last.</summary>
    /// <param name="most">How many at most.</param>
    /// <returns>How many items were published; less than <paramref name="most"/> when none is left.</returns>
    public int Publish(int most = int.MaxValue)
    {
        var published = _published;
        if (published.Length < _rows.Length)
        {
            Array.Resize(ref published, _rows.Length);
        }
        var count = Math.Min(most, _unpublished.Count);
        for (var i = _unpublished.Count - count; i < _unpublished.Count; i++)
        {
            var item = _unpublished[i];
            var row = _rows[item]!;
            row.Unpublished = false;
            Volatile.Write(ref published[item], Rank(row));
        }
        _unpublished.RemoveRange(_unpublished.Count - count, count);
        _published = published;
        return count;
    }

    /// <summary>Hands over the items that have changed since the last time, to be saved.</summary>
    public void TakeUnsaved(ICollection<int> into)
    {
        foreach (var item in _unsaved)
        {
            _rows[item]!.Unsaved = false;
            into.Add(item);
        }
        _unsaved.Clear();
    }

    /// <summary>Writes what is learnt of one item.</summary>
    public void Write(ByteWriter writer, int item, Vocabulary vocabulary)
    {
        var row = item < _rows.Length ? _rows[item] : null;
        writer.Single(row?.Support ?? 0);
        writer.Varint(row?.Draws ?? 0);
        writer.Varint((ulong)(row?.Count ?? 0));
        for (var i = 0; i < row?.Count; i++)
        {
            vocabulary.WriteItem(writer, row.Items[i]);
            writer.Single(row.Weights[i]);
        }
    }

    /// <summary>Replaces what is learnt of one item by what <see cref="Write"/> wrote.</summary>
    public void Read(ref ByteReader reader, int item, Vocabulary vocabulary)
    {
        var row = RowOf(item);
        row.Support = reader.Single();
        row.Draws = (uint)reader.Varint();
        row.Count = reader.Count();
        row.Items = new int[Math.Max(4, row.Count)];
        row.Weights = new float[row.Items.Length];
        for (var i = 0; i < row.Count; i++)
        {
            row.Items[i] = vocabulary.ReadItem(ref reader);
            row.Weights[i] = reader.Single();
        }
        Touch(item, row);
    }

    private Neighbour[] Rank(Row row)
    {
        if (_scratch.Length < row.Count)
        {
            _scratch = new float[Math.Max(row.Count, _scratch.Length * 2)];
        }
        var similarities = _scratch.AsSpan(0, row.Count);
        var own = MathF.Pow(row.Support, options.Asymmetry);
        for (var i = 0; i < similarities.Length; i++)
        {
            // A newcomer inherits the weight of the neighbour it replaced (see Admit); together they cannot have occurred more often than
            // each alone.
            var other = SupportOf(row.Items[i]);
            var weight = Math.Min(row.Weights[i], Math.Min(row.Support, other));
            var norm = own * (options.Asymmetry == 0.5f ? MathF.Sqrt(other) : MathF.Pow(other, 1 - options.Asymmetry));
            similarities[i] = norm > 0 && weight > 0 ? Math.Min(1, weight / norm * (weight / (weight + options.Shrinkage))) : 0;
        }
        Span<int> best = stackalloc int[Math.Min(row.Count, options.PublishedNeighbours)];
        var neighbours = new Neighbour[Ranking.TopSlots.Select(similarities, best)];
        for (var i = 0; i < neighbours.Length; i++)
        {
            neighbours[i] = new Neighbour(row.Items[best[i]], similarities[best[i]]);
        }
        return neighbours;
    }

    private Row RowOf(int item)
    {
        if (item >= _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(_rows.Length * 2, item + 1));
        }
        return _rows[item] ??= new Row { Seed = SeedOf(names[item]) };
    }

    private void Touch(int item, Row row)
    {
        if (!row.Unpublished)
        {
            row.Unpublished = true;
            _unpublished.Add(item);
        }
        if (!row.Unsaved)
        {
            row.Unsaved = true;
            _unsaved.Add(item);
        }
    }

    private void Add(Row row, int other, float weight)
    {
        var at = row.Items.AsSpan(0, row.Count).IndexOf(other);
        if (at >= 0)
        {
            row.Weights[at] += weight;
            return;
        }
        if (row.Count == options.Neighbours)
        {
            Admit(row, other, weight);
            return;
        }
        if (row.Count == row.Items.Length)
        {
            var capacity = Math.Min(options.Neighbours, row.Count * 2);
            Array.Resize(ref row.Items, capacity);
            Array.Resize(ref row.Weights, capacity);
        }
        row.Items[row.Count] = other;
        row.Weights[row.Count++] = weight;
    }

    // Randomized admission (Ben Basat, Chen, Einziger, Friedman, Kassner 2019): a newcomer replaces the lightest neighbour with probability
    // w / (lightest + w), so true heavy neighbours get in and noise seldom does. The draw is a hash of the item's name and the count of
    // draws, so a replay repeats it.
    private static void Admit(Row row, int other, float weight)
    {
        var lightest = TensorPrimitives.IndexOfMin(row.Weights.AsSpan(0, row.Count));
        var total = row.Weights[lightest] + weight;
        var draw = RandomBits.Scatter(row.Seed ^ (++row.Draws * RandomBits.Increment));
        if ((draw >> 40) * (1f / (1 << 24)) * total < weight)
        {
            row.Items[lightest] = other;
            row.Weights[lightest] = total;
        }
    }

    private static ulong SeedOf(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }
        return hash;
    }
}
