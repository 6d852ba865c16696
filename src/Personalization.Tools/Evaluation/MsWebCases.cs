using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Tools.Import;

namespace Personalization.Tools.Evaluation;

/// <summary>
/// The published protocol of the msweb data set: learn from the training visitors; for each test visitor of <c>hidden.csv</c> foretell the
/// hidden visit from the others.
/// </summary>
internal static class MsWebCases
{
    private const string TestPrefix = "test-";

    /// <summary>Reads the data set's folder.</summary>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    public static EvaluationSet Read(string folder)
    {
        var items = new List<Item>();
        var training = new List<Event>();
        foreach (var record in new MsWebSource(folder).Read())
        {
            if (record.Item is { } item)
            {
                items.Add(item);
            }
            else if (record.Event is { } e)
            {
                training.Add(e);
            }
        }
        var visits = new MsWebSource(Path.Combine(folder, "anonymous-msweb.test")).Read()
            .Where(static r => r.Event is not null)
            .Select(r => r.Event! with
            {
                EventId = TestPrefix + r.Event!.EventId,
                UserId = TestPrefix + r.Event.UserId,
                Timestamp = training[^1].Timestamp
            })
            .GroupBy(static e => e.UserId!)
            .ToDictionary(static g => g.Key, static g => g.ToList());
        var cases = File.ReadLines(Path.Combine(folder, "hidden.csv")).Skip(1).Select(line =>
        {
            var fields = line.Split(',');
            var user = TestPrefix + fields[0];
            return new EvaluationCase(user, fields[1], [.. visits[user].Where(e => e.ItemId != fields[1])]);
        });
        return new EvaluationSet(items, training, [.. cases]);
    }
}
