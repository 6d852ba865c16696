using System.Collections.Concurrent;

namespace Personalization.Benchmarks.Drill;

/// <summary>What was sent and what was acknowledged, to be held against what the cluster counts in the end. Thread-safe.</summary>
internal sealed class DrillLedger
{
    private readonly ConcurrentDictionary<string, (long Acknowledged, long Unknown)> _byPerson = new(StringComparer.Ordinal);

    /// <summary>Notes events of a person that were acknowledged.</summary>
    public void Acknowledged(string person, int events) =>
        _byPerson.AddOrUpdate(person, (events, 0), (_, was) => (was.Acknowledged + events, was.Unknown));

    /// <summary>Notes events of a person that were given up: nobody can say whether they were taken.</summary>
    public void Unknown(string person, int events) =>
        _byPerson.AddOrUpdate(person, (0, events), (_, was) => (was.Acknowledged, was.Unknown + events));

    /// <summary>Events acknowledged.</summary>
    public long Total => _byPerson.Values.Sum(static v => v.Acknowledged);

    /// <summary>Compares with the cluster's own count of every person's events.</summary>
    /// <returns>Acknowledged events that are missing, and events counted that nobody sent or that were counted twice.</returns>
    public async Task<(long Lost, long Surplus)> Compare(Func<string, Task<long>> count)
    {
        long lost = 0, surplus = 0;
        await Parallel.ForEachAsync(_byPerson, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (entry, _) =>
        {
            var counted = await count(entry.Key);
            Interlocked.Add(ref lost, Math.Max(0, entry.Value.Acknowledged - counted));
            Interlocked.Add(ref surplus, Math.Max(0, counted - entry.Value.Acknowledged - entry.Value.Unknown));
        });
        return (lost, surplus);
    }
}
