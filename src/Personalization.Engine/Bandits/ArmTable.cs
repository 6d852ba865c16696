using Personalization.Engine.Binary;

namespace Personalization.Engine.Bandits;

/// <summary>
/// The statistics of a bandit's arms without context, by the arms' ids. Nodes keep tables of what they observed since they last reported;
/// merged, they hold what one node would hold that had observed everything. Not thread-safe.
/// </summary>
public sealed class ArmTable
{
    private const byte Version = 1;
    private readonly Dictionary<string, ArmStatistics> _arms = new(StringComparer.Ordinal);

    /// <summary>Arms of which something was observed.</summary>
    public int Count => _arms.Count;

    /// <summary>What is known of an arm; empty statistics for an arm that was never observed.</summary>
    public ArmStatistics this[string arm]
    {
        get => _arms.GetValueOrDefault(arm);
        set => _arms[arm] = value;
    }

    /// <summary>Adds a reward; see <see cref="ArmStatistics.With"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public void Observe(string arm, double reward, double propensity = 1, double weight = 1) =>
        this[arm] = this[arm].With(reward, propensity, weight);

    /// <summary>Adds what others have observed.</summary>
    public void Merge(ArmTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (arm, statistics) in other._arms)
        {
            this[arm] = this[arm].Plus(statistics);
        }
    }

    /// <summary>Counts the past of all arms for less; see <see cref="Discounting.Factor"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1].</exception>
    public void Discount(double factor)
    {
        Discounting.Check(factor);
        foreach (var arm in _arms.Keys.ToArray())
        {
            _arms[arm] = _arms[arm].Discounted(factor);
        }
    }

    /// <summary>Forgets an arm, for example after a change was detected.</summary>
    /// <returns>Whether anything was known of it.</returns>
    public bool Forget(string arm) => _arms.Remove(arm);

    /// <summary>An immutable copy to choose from, on any thread.</summary>
    public ArmSnapshot Publish() => new(Ordered());

    /// <summary>Writes the table; equal tables give equal bytes.</summary>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte(Version);
        writer.Varint((ulong)_arms.Count);
        foreach (var (arm, statistics) in Ordered())
        {
            writer.Text(arm);
            statistics.Write(writer);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version or end too early.</exception>
    public static ArmTable Read(ref ByteReader reader)
    {
        BanditFormat.Require(reader.Byte(), Version, "arm statistics");
        var table = new ArmTable();
        for (var left = reader.Count(35); left > 0; left--)
        {
            table._arms[reader.Text()] = ArmStatistics.Read(ref reader);
        }
        return table;
    }

    private KeyValuePair<string, ArmStatistics>[] Ordered()
    {
        var arms = _arms.ToArray();
        Array.Sort(arms, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return arms;
    }
}
