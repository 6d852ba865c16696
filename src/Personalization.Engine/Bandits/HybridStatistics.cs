using Personalization.Engine.Binary;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// The sums of a model with a part that all arms share and one per arm: Σw z zᵀ and Σw z r over all arms, and per arm Σw x xᵀ, Σw x
/// r and Σw x zᵀ, for shared features z and own features x. Sums of several nodes add up. Not thread-safe.
/// </summary>
/// <param name="shared">Shared features z, the constant included.</param>
/// <param name="own">Own features x, the constant included.</param>
public sealed class HybridStatistics(int shared, int own)
{
    private const byte Version = 1;
    private readonly SortedDictionary<string, double[]> _crosses = new(StringComparer.Ordinal);

    /// <summary>The sums over all arms of the shared features.</summary>
    public RidgeStatistics Shared { get; private set; } = new(shared);

    /// <summary>The sums of each arm's own features.</summary>
    public ModelStatistics Arms { get; private set; } = new(own);

    /// <summary>Σw x zᵀ of an arm, one padded row per own feature.</summary>
    internal double[] Cross(string arm)
    {
        if (!_crosses.TryGetValue(arm, out var cross))
        {
            _crosses.Add(arm, cross = new double[Arms.Dimension * PackedSymmetric.Padded(Shared.Dimension)]);
        }
        return cross;
    }

    internal void Add(string arm, ReadOnlySpan<double> z, ReadOnlySpan<double> x, double reward, double weight)
    {
        Shared.Add(z, reward, weight);
        Arms.Get(arm).Add(x, reward, weight);
        var cross = Cross(arm);
        var stride = PackedSymmetric.Padded(Shared.Dimension);
        for (var i = 0; i < Arms.Dimension; i++)
        {
            PackedSymmetric.AddScaled(cross.AsSpan(i * stride, stride), z, weight * x[i]);
        }
    }

    /// <summary>Adds what others have observed.</summary>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public void Merge(HybridStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Shared.Merge(other.Shared);
        Arms.Merge(other.Arms);
        foreach (var (arm, cross) in other._crosses)
        {
            PackedSymmetric.AddScaled(Cross(arm), cross, 1);
        }
    }

    /// <summary>Counts the past for less; see <see cref="Discounting.Factor"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1].</exception>
    public void Discount(double factor)
    {
        Shared.Discount(factor);
        Arms.Discount(factor);
        foreach (var (_, cross) in _crosses)
        {
            foreach (ref var value in cross.AsSpan())
            {
                value *= factor;
            }
        }
    }

    /// <summary>Writes the statistics; equal ones give equal bytes.</summary>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte(Version);
        Shared.Write(writer);
        Arms.Write(writer);
        writer.Varint((ulong)_crosses.Count);
        foreach (var (arm, cross) in _crosses)
        {
            writer.Text(arm);
            foreach (var value in cross)
            {
                writer.Double(value);
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version or end too early.</exception>
    public static HybridStatistics Read(ref ByteReader reader)
    {
        BanditFormat.Require(reader.Byte(), Version, "hybrid statistics");
        var shared = RidgeStatistics.Read(ref reader);
        var arms = ModelStatistics.Read(ref reader);
        var read = new HybridStatistics(shared.Dimension, arms.Dimension) { Shared = shared, Arms = arms };
        for (var left = reader.Count(9); left > 0; left--)
        {
            foreach (ref var value in read.Cross(reader.Text()).AsSpan())
            {
                value = reader.Double();
            }
        }
        return read;
    }
}
