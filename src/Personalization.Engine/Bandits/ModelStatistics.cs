using Personalization.Engine.Binary;

namespace Personalization.Engine.Bandits;

/// <summary>
/// The sums of one linear model per arm, by the arms' ids. Nodes keep what they observed since they last reported; merged, such statistics
/// equal those of one node that had observed everything, to the rounding of sums. Rewards may come late and in any order; those that never
/// come are never added. Not thread-safe.
/// </summary>
/// <param name="dimension">Numbers in a feature vector, the constant included.</param>
public sealed class ModelStatistics(int dimension)
{
    private const byte Version = 1;
    private readonly SortedDictionary<string, RidgeStatistics> _arms = new(StringComparer.Ordinal);

    /// <summary>Numbers in a feature vector, the constant included.</summary>
    public int Dimension { get; } = dimension;

    /// <summary>The arms of which something was observed, in ordinal order.</summary>
    public IReadOnlyCollection<string> Arms => _arms.Keys;

    /// <summary>Observations of all arms, Σw.</summary>
    public double Weight
    {
        get
        {
            var total = 0.0;
            foreach (var (_, statistics) in _arms)
            {
                total += statistics.Weight;
            }
            return total;
        }
    }

    /// <summary>An arm's sums; null when nothing was observed.</summary>
    public RidgeStatistics? Find(string arm) => _arms.GetValueOrDefault(arm);

    /// <summary>An arm's sums, empty ones for a new arm.</summary>
    internal RidgeStatistics Get(string arm)
    {
        if (!_arms.TryGetValue(arm, out var statistics))
        {
            _arms.Add(arm, statistics = new RidgeStatistics(Dimension));
        }
        return statistics;
    }

    /// <summary>Adds what others have observed.</summary>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public void Merge(ModelStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (arm, statistics) in other._arms)
        {
            Get(arm).Merge(statistics);
        }
    }

    /// <summary>Counts the past of all arms for less; see <see cref="Discounting.Factor"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1].</exception>
    public void Discount(double factor)
    {
        Discounting.Check(factor);
        foreach (var (_, statistics) in _arms)
        {
            statistics.Discount(factor);
        }
    }

    /// <summary>Forgets an arm, for example after a change was detected.</summary>
    /// <returns>Whether anything was known of it.</returns>
    public bool Forget(string arm) => _arms.Remove(arm);

    /// <summary>Writes the statistics; equal ones give equal bytes.</summary>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte(Version);
        writer.Varint((ulong)Dimension);
        writer.Varint((ulong)_arms.Count);
        foreach (var (arm, statistics) in _arms)
        {
            writer.Text(arm);
            statistics.Write(writer);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version, end too early or contradict themselves.</exception>
    public static ModelStatistics Read(ref ByteReader reader)
    {
        BanditFormat.Require(reader.Byte(), Version, "model statistics");
        var dimension = reader.Varint();
        if (dimension is < 1 or > RidgeStatistics.MostDimensions)
        {
            throw new FormatException($"Models of {dimension} features are announced; 1 to {RidgeStatistics.MostDimensions} are possible.");
        }
        var read = new ModelStatistics((int)dimension);
        for (var left = reader.Count(40); left > 0; left--)
        {
            var arm = reader.Text();
            var statistics = RidgeStatistics.Read(ref reader);
            if (statistics.Dimension != read.Dimension)
            {
                throw new FormatException($"The arm '{arm}' has {statistics.Dimension} features, its bandit {read.Dimension}.");
            }
            read._arms[arm] = statistics;
        }
        return read;
    }
}
