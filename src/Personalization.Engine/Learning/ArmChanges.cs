using Personalization.Engine.Bandits;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Learning;

/// <summary>
/// Notices that what an item earns has changed, and keeps count of how often it has: its generation. Only choices that chance alone could
/// have made are looked at, since the others earn more and more merely because the bandit learns where to make them. Choices of an earlier
/// generation say nothing about the present one, whatever the order in which they come to be known; so all nodes end with the same. Not
/// thread-safe.
/// </summary>
/// <param name="options">How sure a change has to be, and of how many items.</param>
internal sealed class ArmChanges(BanditOptions options)
{
    private readonly SortedDictionary<string, ChangeDetector> _detectors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _generations = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _noticed = new(StringComparer.Ordinal);

    /// <summary>The items that have changed, with their generations; all others are of generation 0.</summary>
    public IReadOnlyDictionary<string, int> Generations => _generations;

    /// <summary>The items whose change nobody has been told of yet, with the generation that begins.</summary>
    public IEnumerable<(string Arm, int Generation)> Noticed => _noticed.Select(arm => (arm, GenerationOf(arm) + 1));

    /// <summary>An item's generation, from 0.</summary>
    public int GenerationOf(string arm) => _generations.GetValueOrDefault(arm);

    /// <summary>Analyses at what came of a choice of the present generation.</summary>
    public void Observe(LoggedChoice choice, double reward)
    {
        if (!choice.IsUniform || options.ChangeSignificance == 0)
        {
            return;
        }
        if (!_detectors.TryGetValue(choice.Arm, out var detector))
        {
            if (_detectors.Count >= options.Arms)
            {
                return;
            }
            _detectors[choice.Arm] = detector = new ChangeDetector(options.ChangeSignificance);
        }
        if (detector.Add(reward > 0 ? 1 : 0))
        {
            _noticed.Add(choice.Arm);
        }
    }

    /// <summary>Begins a generation.</summary>
    /// <returns>Whether it is a later one.</returns>
    public bool Renew(string arm, int generation)
    {
        if (generation <= GenerationOf(arm))
        {
            return false;
        }
        _generations[arm] = generation;
        _noticed.Remove(arm);
        _detectors.Remove(arm);
        return true;
    }

    public void Write(ByteWriter writer)
    {
        writer.Varint((ulong)_generations.Count);
        foreach (var (arm, generation) in _generations)
        {
            writer.Text(arm);
            writer.Varint((ulong)generation);
        }
        writer.Varint((ulong)_detectors.Count);
        foreach (var (arm, detector) in _detectors)
        {
            writer.Text(arm);
            writer.Byte(_noticed.Contains(arm) ? (byte)1 : (byte)0);
            detector.Write(writer);
        }
    }

    public void Read(ref ByteReader reader)
    {
        _generations.Clear();
        _detectors.Clear();
        _noticed.Clear();
        for (var left = reader.Count(2); left > 0; left--)
        {
            _generations[reader.Text()] = reader.Count();
        }
        for (var left = reader.Count(11); left > 0; left--)
        {
            var (arm, isNoticed) = (reader.Text(), reader.Byte() != 0);
            _detectors[arm] = ChangeDetector.Read(ref reader);
            if (isNoticed)
            {
                _noticed.Add(arm);
            }
        }
    }
}
