using Personalization.Engine.Binary;

namespace Personalization.Engine.Features;

/// <summary>
/// Scores by key that halve every half-life, bounded in number: forward decay (Cormode, Shkapenyuk, Srivastava, Xu, “Forward decay: a
/// practical time decay model for streaming systems”, 2009) with an exponential function, so that nothing needs to be touched as time
/// goes by. When full, the key of the smallest magnitude makes room. The state depends only on the order of additions. Not thread-safe.
/// </summary>
public struct DecayedScores
{
    private const int RescaleHalfLives = 24;

    private Entry[]? _entries;
    private int _count;
    private uint _landmark;

    /// <summary>One key with its score at the landmark's scale.</summary>
    public struct Entry
    {
        /// <summary>The key, an attribute's handle.</summary>
        public int Key;
        /// <summary>The score times 2^((landmark − now) / half-life) is the score now.</summary>
        public float Scaled;
    }

    /// <summary>The entries, in order of first addition.</summary>
    public readonly ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, _count);

    /// <summary>The factor that turns a scaled score into the score as of <paramref name="now"/>.</summary>
    public readonly float FactorAt(uint now, uint halfLifeSeconds) => (float)double.Exp2(((double)_landmark - now) / halfLifeSeconds);

    /// <summary>Adds <paramref name="amount"/> to the score of <paramref name="key"/> as of <paramref name="time"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="amount">The amount, of either sign.</param>
    /// <param name="time">Event time in seconds since 1970; a late event adds its decayed amount.</param>
    /// <param name="halfLifeSeconds">The half-life; the same in every call.</param>
    /// <param name="capacity">The most keys kept.</param>
    public void Add(int key, float amount, uint time, uint halfLifeSeconds, int capacity)
    {
        if (_count == 0)
        {
            _landmark = time - (time % halfLifeSeconds);
        }
        var halfLives = ((double)time - _landmark) / halfLifeSeconds;
        if (halfLives > RescaleHalfLives)
        {
            Rescale((uint)halfLives, halfLifeSeconds);
            halfLives = ((double)time - _landmark) / halfLifeSeconds;
        }
        var scaled = amount * (float)double.Exp2(halfLives);
        for (var i = 0; i < _count; i++)
        {
            if (_entries![i].Key == key)
            {
                _entries[i].Scaled += scaled;
                return;
            }
        }
        if (_count == capacity)
        {
            ReplaceSmallest(key, scaled);
            return;
        }
        if (_entries is null)
        {
            _entries = new Entry[Math.Min(8, capacity)];
        }
        else if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Min(capacity, _count + Math.Max(2, _count / 8)));
        }
        _entries[_count++] = new Entry { Key = key, Scaled = scaled };
    }

    /// <summary>Writes the state, keys being attributes.</summary>
    public readonly void Write(ByteWriter writer, Vocabulary vocabulary)
    {
        writer.UInt32(_landmark);
        writer.Varint((ulong)_count);
        foreach (var entry in Entries)
        {
            vocabulary.WriteAttribute(writer, entry.Key);
            writer.Single(entry.Scaled);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static DecayedScores Read(ref ByteReader reader, Vocabulary vocabulary)
    {
        var scores = new DecayedScores { _landmark = reader.UInt32() };
        var count = reader.Count();
        if (count > 0)
        {
            scores._entries = new Entry[count];
            scores._count = count;
            for (var i = 0; i < count; i++)
            {
                scores._entries[i].Key = vocabulary.ReadAttribute(ref reader);
                scores._entries[i].Scaled = reader.Single();
            }
        }
        return scores;
    }

    private void ReplaceSmallest(int key, float scaled)
    {
        var smallest = 0;
        for (var i = 1; i < _count; i++)
        {
            if (MathF.Abs(_entries![i].Scaled) < MathF.Abs(_entries[smallest].Scaled))
            {
                smallest = i;
            }
        }
        if (MathF.Abs(scaled) >= MathF.Abs(_entries![smallest].Scaled))
        {
            _entries[smallest] = new Entry { Key = key, Scaled = scaled };
        }
    }

    // Whole half-lives only: multiplying by a power of two loses no bits, so when it happens leaves no trace in the state.
    private void Rescale(uint halfLives, uint halfLifeSeconds)
    {
        var factor = (float)Math.ScaleB(1, -(int)halfLives);
        for (var i = 0; i < _count; i++)
        {
            _entries![i].Scaled *= factor;
        }
        _landmark += halfLives * halfLifeSeconds;
    }
}
