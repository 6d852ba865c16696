using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Tools.Import;

namespace Personalization.Tools.Evaluation;

/// <summary>
/// The protocol that hides the last item of each person: the last event in the order of the history that names an item which the person met
/// in no event before. Persons with fewer than two items ask nothing.
/// </summary>
internal static class LastItemOut
{
    /// <summary>Splits what a source reads; its faults are left out.</summary>
    public static EvaluationSet Split(IEnumerable<ImportRecord> records)
    {
        var items = new List<Item>();
        var events = new List<Event>();
        foreach (var record in records)
        {
            if (record.Item is { } item)
            {
                items.Add(item);
            }
            else if (record.Event is { } e)
            {
                events.Add(e);
            }
        }
        return Split(items, events);
    }

    /// <summary>Splits a history.</summary>
    public static EvaluationSet Split(IEnumerable<Item> items, IEnumerable<Event> history)
    {
        var events = history.ToList();
        var met = new Dictionary<string, HashSet<string>>();
        var hidden = new Dictionary<string, int>();
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is { UserId: { } user, ItemId: { } item } && Items(user).Add(item) && met[user].Count > 1)
            {
                hidden[user] = i;
            }
        }
        var cases = hidden.Select(pair => new EvaluationCase(pair.Key, events[pair.Value].ItemId!)).ToList();
        // What came after the hidden event would tell of it.
        var training = events.Where((e, i) => e.UserId is null || !hidden.TryGetValue(e.UserId, out var at) || i < at).ToList();
        return new EvaluationSet([.. items], training, cases);

        HashSet<string> Items(string user)
        {
            if (!met.TryGetValue(user, out var set))
            {
                met[user] = set = new HashSet<string>(StringComparer.Ordinal);
            }
            return set;
        }
    }
}
