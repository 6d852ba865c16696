using Personalization.Engine.Binary;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// What a linear model has to remember of its observations (x, r) with weights w: Σw x xᵀ, Σw x r, Σw, Σw r, Σw r² and their
/// number. All are sums, so those of several nodes add up to what one node would hold that had seen everything, in any order, to the
/// rounding of sums. Not thread-safe.
/// </summary>
public sealed class RidgeStatistics
{
    private const byte Version = 1;

    // Large matrices wait for memory: vectors are gathered and added together, with the same result to the last bit.
    private const int SmallestGathered = 48;

    private readonly double[] _moments;
    private readonly double[]? _gathered;
    private readonly double[] _scales = new double[PackedBatch.Most];
    private int _waiting;

    /// <summary>Empty statistics.</summary>
    /// <param name="dimension">Numbers in a feature vector, 1 to 4096.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is out of range.</exception>
    public RidgeStatistics(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, MostDimensions);
        Dimension = dimension;
        _moments = new double[PackedSymmetric.Length(dimension)];
        Response = new double[PackedSymmetric.Padded(dimension)];
        _gathered = dimension >= SmallestGathered ? new double[PackedBatch.Most * Response.Length] : null;
    }

    /// <summary>The largest dimension: 4096, of which the moments take 64 MiB.</summary>
    public const int MostDimensions = 4096;

    /// <summary>Numbers in a feature vector.</summary>
    public int Dimension { get; }

    /// <summary>How many observations were added, whatever their weight and however discounted since.</summary>
    public long Count { get; private set; }

    /// <summary>Σw.</summary>
    public double Weight { get; private set; }

    /// <summary>Σw r.</summary>
    public double RewardSum { get; private set; }

    /// <summary>Σw r².</summary>
    public double RewardSquares { get; private set; }

    /// <summary>Σw x xᵀ, packed.</summary>
    internal double[] Moments
    {
        get
        {
            if (_waiting > 0)
            {
                PackedBatch.AddOuters(_moments, _gathered, _scales.AsSpan(0, _waiting), Dimension);
                _waiting = 0;
            }
            return _moments;
        }
    }

    /// <summary>Σw x r, padded.</summary>
    internal double[] Response { get; }

    /// <summary>Adds an observation. The vector is padded with zeros to whole vectors of four and holds finite numbers.</summary>
    internal void Add(ReadOnlySpan<double> padded, double reward, double weight)
    {
        if (_gathered is null)
        {
            PackedSymmetric.AddOuter(_moments, padded, Dimension, weight);
        }
        else
        {
            padded[..Response.Length].CopyTo(_gathered.AsSpan(_waiting * Response.Length));
            _scales[_waiting++] = weight;
            _ = _waiting == PackedBatch.Most ? Moments : null;
        }
        PackedSymmetric.AddScaled(Response, padded, weight * reward);
        Count++;
        Weight += weight;
        RewardSum += weight * reward;
        RewardSquares += weight * reward * reward;
    }

    /// <summary>Adds what others have observed.</summary>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public void Merge(RidgeStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Dimension != Dimension)
        {
            throw new ArgumentException(
                $"Statistics of {other.Dimension} features cannot be merged into those of {Dimension}.", nameof(other));
        }
        PackedSymmetric.AddScaled(Moments, other.Moments, 1);
        PackedSymmetric.AddScaled(Response, other.Response, 1);
        Count += other.Count;
        Weight += other.Weight;
        RewardSum += other.RewardSum;
        RewardSquares += other.RewardSquares;
    }

    /// <summary>Lets what was observed so far count for less: all sums but the number are multiplied.</summary>
    /// <param name="factor">In [0, 1]; see <see cref="Discounting.Factor"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1].</exception>
    public void Discount(double factor)
    {
        Discounting.Check(factor);
        foreach (ref var value in Moments.AsSpan())
        {
            value *= factor;
        }
        foreach (ref var value in Response.AsSpan())
        {
            value *= factor;
        }
        Weight *= factor;
        RewardSum *= factor;
        RewardSquares *= factor;
    }

    /// <summary>A copy that shares nothing with these statistics.</summary>
    public RidgeStatistics Copy()
    {
        var copy = new RidgeStatistics(Dimension);
        copy.Merge(this);
        return copy;
    }

    /// <summary>Writes the statistics.</summary>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte(Version);
        writer.Varint((ulong)Dimension);
        writer.Varint((ulong)Count);
        writer.Double(Weight);
        writer.Double(RewardSum);
        writer.Double(RewardSquares);
        for (var i = 0; i < Dimension; i++)
        {
            writer.Double(Response[i]);
        }
        for (var i = 0; i < Dimension; i++)
        {
            foreach (var value in Moments.AsSpan(PackedSymmetric.Row(i), i + 1))
            {
                writer.Double(value);
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">
    /// The bytes are of an unknown version, end too early or announce an impossible dimension.
    /// </exception>
    public static RidgeStatistics Read(ref ByteReader reader)
    {
        BanditFormat.Require(reader.Byte(), Version, "ridge statistics");
        var dimension = reader.Count(8);
        if (dimension is < 1 or > MostDimensions)
        {
            throw new FormatException($"Ridge statistics of {dimension} features are announced; 1 to {MostDimensions} are possible.");
        }
        var read = new RidgeStatistics(dimension)
        {
            Count = (long)reader.Varint(),
            Weight = reader.Double(),
            RewardSum = reader.Double(),
            RewardSquares = reader.Double(),
        };
        for (var i = 0; i < dimension; i++)
        {
            read.Response[i] = reader.Double();
        }
        for (var i = 0; i < dimension; i++)
        {
            foreach (ref var value in read.Moments.AsSpan(PackedSymmetric.Row(i), i + 1))
            {
                value = reader.Double();
            }
        }
        return read;
    }
}
