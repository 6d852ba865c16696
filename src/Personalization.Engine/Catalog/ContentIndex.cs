using System.Numerics.Tensors;
using Personalization.Contracts.Catalog;
using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Catalog;

/// <summary>
/// Which items are alike in content: cosine of TF-IDF vectors, idf = ln((N + 1)/(df + 1)) + 1 (the smoothed form that scikit-learn
/// documents). Lists are computed ahead in the background, or on first use, from an inverted index and kept until the item changes or the
/// catalogue has grown or shrunk by a fifth. Thread-safe.
/// </summary>
public sealed class ContentIndex : INeighbours
{
    private const int ListLength = 50;
    private const int MaxPostings = 4000;
    private const int ExactCandidates = 150;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _termNumbers = new(StringComparer.Ordinal);
    private readonly List<List<int>> _postings = [];
    private readonly List<ulong> _termHashes = [];
    private Document?[] _documents = new Document?[1024];
    private volatile Neighbours?[] _lists = new Neighbours?[1024];
    private readonly List<int> _touched = [];
    private float[] _sums = new float[1024];

    // The lengths of the vectors without idf, which changes with every item.
    private float[] _norms = new float[1024];
    private (float Value, int Version)[] _idf = new (float, int)[1024];
    private int _count;
    private int _version = 1;
    private int _refreshed = -1;

    private sealed record Document(int[] Terms, float[] Weights)
    {
        public bool IsSame(Document? other) =>
            other is not null && Terms.AsSpan().SequenceEqual(other.Terms) && Weights.AsSpan().SequenceEqual(other.Weights);
    }

    private sealed record Neighbours(Neighbour[] Items, int CatalogSize);

    /// <summary>Takes an item as it now is.</summary>
    /// <returns>The signature of its content.</returns>
    public ContentSignature Put(int handle, Item item)
    {
        var weighted = ContentTerms.Of(item);
        lock (_lock)
        {
            Grow(handle);
            var terms = new int[weighted.Length];
            var weights = new float[weighted.Length];
            var hashes = new ulong[weighted.Length];
            var hashWeights = new float[weighted.Length];
            for (var i = 0; i < weighted.Length; i++)
            {
                terms[i] = TermNumber(weighted[i].Key);
                weights[i] = weighted[i].Value;
                hashes[i] = _termHashes[terms[i]];
                hashWeights[i] = weights[i];
            }
            Array.Sort(terms, weights);
            var document = new Document(terms, weights);
            if (!document.IsSame(_documents[handle]))
            {
                Forget(handle);
                foreach (var term in terms)
                {
                    _postings[term].Add(handle);
                }
                _documents[handle] = document;
                _norms[handle] = TensorPrimitives.Norm<float>(weights);
                _count++;
                _version++;
            }
            return ContentSignature.Of(hashes, hashWeights);
        }
    }

    /// <summary>Takes an item out.</summary>
    public void Remove(int handle)
    {
        lock (_lock)
        {
            Grow(handle);
            Forget(handle);
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<Neighbour> Similar(int item)
    {
        var (lists, documents) = (_lists, _documents);
        if ((uint)item >= (uint)documents.Length || documents[item] is null)
        {
            return [];
        }
        var list = (uint)item < (uint)lists.Length ? Volatile.Read(ref lists[item]) : null;
        if (IsStale(list) && _lock.TryEnter())
        {
            // One computation at a time: whoever comes meanwhile goes on with what there is, so that cold lists never make decisions queue.
            try
            {
                list = Compute(item);
            }
            finally
            {
                _lock.Exit();
            }
        }
        return list?.Items;
    }

    /// <summary>Computes lists that are missing or out of date before a decision asks for them.</summary>
    /// <param name="most">How many at most.</param>
    public void Refresh(int most)
    {
        for (var looked = 0; looked < _documents.Length && most > 0; looked++)
        {
            var item = _refreshed = (_refreshed + 1) % _documents.Length;
            if (_documents[item] is null || !IsStale(_lists[item]))
            {
                continue;
            }
            most--;
            lock (_lock)
            {
                Compute(item);
            }
        }
    }

    private bool IsStale(Neighbours? list) => list is null || Math.Abs(_count - list.CatalogSize) > list.CatalogSize / 5;

    // Under the lock.
    private Neighbours? Compute(int item)
    {
        if ((uint)item >= (uint)_documents.Length || _documents[item] is not { } query)
        {
            return null;
        }
        Accumulate(item, query);
        // By the sum alone long texts, which share some word with everything, would take all the places.
        var sums = new float[_touched.Count];
        for (var i = 0; i < sums.Length; i++)
        {
            var handle = _touched[i];
            sums[i] = _sums[handle] / _norms[handle];
            _sums[handle] = 0;
        }
        Span<int> candidates = stackalloc int[Math.Min(ExactCandidates, sums.Length)];
        Span<float> exact = stackalloc float[Ranking.TopSlots.Select(sums, candidates)];
        for (var i = 0; i < exact.Length; i++)
        {
            candidates[i] = _touched[candidates[i]];
            exact[i] = Cosine(query, _documents[candidates[i]]!);
        }
        Span<int> best = stackalloc int[Math.Min(ListLength, exact.Length)];
        var items = new Neighbour[Ranking.TopSlots.Select(exact, best)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new Neighbour(candidates[best[i]], Math.Min(1, exact[best[i]]));
        }
        var list = new Neighbours(items, _count);
        Volatile.Write(ref _lists[item], list);
        return list;
    }

    // The rarest terms first: they say most, and the many postings of common terms are left out once enough were read.
    private void Accumulate(int item, Document query)
    {
        _touched.Clear();
        var order = new int[query.Terms.Length];
        var importance = new float[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            (order[i], importance[i]) = (i, -query.Weights[i] * Idf(query.Terms[i]));
        }
        Array.Sort(importance, order);
        var read = 0;
        foreach (var i in order)
        {
            var postings = _postings[query.Terms[i]];
            if (read > 0 && read + postings.Count > MaxPostings)
            {
                continue;
            }
            read += postings.Count;
            var idf = Idf(query.Terms[i]);
            var gain = query.Weights[i] * idf * idf;
            foreach (var handle in postings)
            {
                if (handle == item)
                {
                    continue;
                }
                if (_sums[handle] == 0)
                {
                    _touched.Add(handle);
                }
                _sums[handle] += gain;
            }
        }
    }

    private float Cosine(Document a, Document b)
    {
        float dot = 0, normA = 0, normB = 0;
        for (int i = 0, k = 0; i < a.Terms.Length || k < b.Terms.Length;)
        {
            var order = i == a.Terms.Length ? 1 : k == b.Terms.Length ? -1 : a.Terms[i].CompareTo(b.Terms[k]);
            var x = order <= 0 ? a.Weights[i] * Idf(a.Terms[i]) : 0;
            var y = order >= 0 ? b.Weights[k] * Idf(b.Terms[k]) : 0;
            dot += x * y;
            normA += x * x;
            normB += y * y;
            i += order <= 0 ? 1 : 0;
            k += order >= 0 ? 1 : 0;
        }
        return normA > 0 && normB > 0 ? dot / MathF.Sqrt(normA * normB) : 0;
    }

    private float Idf(int term)
    {
        if (term >= _idf.Length)
        {
            Array.Resize(ref _idf, Math.Max(_postings.Count, _idf.Length * 2));
        }
        ref var idf = ref _idf[term];
        if (idf.Version != _version)
        {
            idf = (MathF.Log((_count + 1f) / (_postings[term].Count + 1f)) + 1, _version);
        }
        return idf.Value;
    }

    private int TermNumber(string term)
    {
        if (!_termNumbers.TryGetValue(term, out var number))
        {
            number = _postings.Count;
            _termNumbers[term] = number;
            _postings.Add([]);
            _termHashes.Add(HashOf(term));
        }
        return number;
    }

    private void Forget(int handle)
    {
        if (_documents[handle] is { } document)
        {
            foreach (var term in document.Terms)
            {
                _postings[term].Remove(handle);
            }
            _documents[handle] = null;
            _count--;
            _version++;
        }
        Volatile.Write(ref _lists[handle], null);
    }

    private void Grow(int handle)
    {
        if (handle < _documents.Length)
        {
            return;
        }
        var capacity = Math.Max(_documents.Length * 2, handle + 1);
        Array.Resize(ref _documents, capacity);
        Array.Resize(ref _sums, capacity);
        Array.Resize(ref _norms, capacity);
        var lists = _lists;
        Array.Resize(ref lists, capacity);
        _lists = lists;
    }

    // FNV-1a; it only has to spread.
    private static ulong HashOf(string term)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in term)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }
        return hash;
    }
}
