using Personalization.Engine.Events;

namespace Personalization.Log.Experiments;

/// <summary>
/// Remembers, roughly, which exposures were told already, to spare the log: it may forget old ones, and the log's followers count each once
/// all the same. Thread-safe.
/// </summary>
/// <param name="most">How many each of two generations holds.</param>
internal sealed class ExposureCache(int most)
{
    private readonly EventIdHash _hash = new(0x6578706f73757265, 0x2d63616368652d31);
    private readonly Lock _gate = new();
    private HashSet<ulong> _young = [];
    private HashSet<ulong> _old = [];

    /// <summary>Adds an exposure.</summary>
    /// <returns>Whether it is new here.</returns>
    public bool Add(string unit, string experimentId)
    {
        var id = _hash.Of(unit) ^ (_hash.Of(experimentId) * 0x9E3779B97F4A7C15);
        lock (_gate)
        {
            if (_young.Contains(id) || _old.Contains(id))
            {
                return false;
            }
            _young.Add(id);
            if (_young.Count == most)
            {
                (_young, _old) = ([], _young);
            }
            return true;
        }
    }
}
