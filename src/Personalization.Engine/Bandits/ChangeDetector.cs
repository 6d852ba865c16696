using Personalization.Engine.Binary;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Notices that the mean of an arm's rewards in [0, 1] has changed: the generalized likelihood ratio test of Besson, Kaufmann, Maillard and
/// Seznec 2022 ("Efficient change-point detection for tackling piecewise-stationary bandits", equation 5), n₁ kl(m₁, m) + n₂ kl(m₂,
/// m) ≥ ln(3 n √n / δ) for some split of the rewards into before and after. A false alarm has a probability of at most δ over an
/// endless stream. Rewards are kept in a logarithmic number of sums, as in ADWIN2 (Bifet and Gavaldà 2007), so splits are tried at coarser
/// steps the farther back they lie. After an alarm only what followed the change is kept. Not thread-safe.
/// </summary>
public sealed class ChangeDetector
{
    private const byte Version = 1;
    private const int SumsPerSize = 8;

    private readonly double _delta;
    private readonly List<(long Count, double Sum)> _sums = [];

    /// <summary>A detector that has seen nothing.</summary>
    /// <param name="delta">δ, in (0, 1). 0.01 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of range.</exception>
    public ChangeDetector(double delta = 0.01)
    {
        if (!(delta is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "A probability in (0, 1) is expected.");
        }
        _delta = delta;
    }

    /// <summary>Rewards since the last change.</summary>
    public long Count
    {
        get
        {
            var count = 0L;
            foreach (var (n, _) in _sums)
            {
                count += n;
            }
            return count;
        }
    }

    /// <summary>Adds a reward.</summary>
    /// <param name="reward">In [0, 1].</param>
    /// <returns>Whether the mean has changed; then the arm's statistics had better be forgotten or discounted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The reward is not in [0, 1].</exception>
    public bool Add(double reward)
    {
        if (!(reward is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(reward), reward, "reward: a number in [0, 1] is expected.");
        }
        _sums.Add((1, reward));
        Compact();
        var (total, sum) = (0L, 0.0);
        foreach (var (n, s) in _sums)
        {
            total += n;
            sum += s;
        }
        var mean = sum / total;
        var threshold = Math.Log(3 * total * Math.Sqrt(total) / _delta);
        var (before, beforeSum, strongest, split) = (0L, 0.0, 0.0, 0);
        for (var i = 0; i + 1 < _sums.Count; i++)
        {
            before += _sums[i].Count;
            beforeSum += _sums[i].Sum;
            var after = total - before;
            var evidence = (before * Divergence(beforeSum / before, mean)) + (after * Divergence((sum - beforeSum) / after, mean));
            if (evidence > strongest)
            {
                strongest = evidence;
                split = i + 1;
            }
        }
        if (strongest < threshold)
        {
            return false;
        }
        _sums.RemoveRange(0, split);
        return true;
    }

    /// <summary>Writes what was seen.</summary>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte(Version);
        writer.Double(_delta);
        writer.Varint((ulong)_sums.Count);
        foreach (var (count, sum) in _sums)
        {
            writer.Varint((ulong)count);
            writer.Double(sum);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version or end too early.</exception>
    public static ChangeDetector Read(ref ByteReader reader)
    {
        BanditFormat.Require(reader.Byte(), Version, "detector's sums");
        var delta = reader.Double();
        if (!(delta is > 0 and < 1))
        {
            throw new FormatException($"The detector's probability is {delta}.");
        }
        var read = new ChangeDetector(delta);
        for (var left = reader.Count(9); left > 0; left--)
        {
            read._sums.Add(((long)reader.Varint(), reader.Double()));
        }
        return read;
    }

    // Sums are ordered from old to new and from large to small; when one size has too many, its two oldest become one of the next.
    private void Compact()
    {
        for (var end = _sums.Count; end > 0;)
        {
            var begin = end;
            while (begin > 0 && _sums[begin - 1].Count == _sums[end - 1].Count)
            {
                begin--;
            }
            if (end - begin <= SumsPerSize)
            {
                return;
            }
            _sums[begin] = (_sums[begin].Count + _sums[begin + 1].Count, _sums[begin].Sum + _sums[begin + 1].Sum);
            _sums.RemoveAt(begin + 1);
            end = begin + 1;
        }
    }

    // Rounding of sums may lead a hair out of [0, 1]; the mean of both sides is 0 or 1 only when they are.
    private static double Divergence(double p, double q)
    {
        var inside = Math.Clamp(p, 0, 1);
        return inside == q ? 0 : Math.Max(0, KlUcbPolicy.Divergence(inside, Math.Clamp(q, 1e-15, 1 - 1e-15)));
    }
}
