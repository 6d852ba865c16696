using Personalization.Engine.OffPolicy;

namespace Personalization.Tools.Evaluation.OffPolicy;

/// <summary>Makes a log that can be judged from rows of the Open Bandit Dataset and a target.</summary>
internal static class OpenBanditLog
{
    /// <summary>
    /// The features of the reward model: the item and the position, one of many each, and the person's affinity to the item. What the rows
    /// never show at a position counts as unsupported there.
    /// </summary>
    public static PolicyLog Create(IReadOnlyList<OpenBanditRow> rows, OpenBanditPolicy target, int items, int positions)
    {
        var shown = new bool[positions + 1, items];
        foreach (var row in rows)
        {
            shown[row.Position, row.Item] = true;
        }
        var unsupported = new double[positions + 1];
        for (var position = 1; position <= positions; position++)
        {
            for (var item = 0; item < items; item++)
            {
                unsupported[position] += shown[position, item] ? 0 : target.At(position)[item];
            }
        }
        var log = new PolicyLog(items + positions + 1, rows.Count);
        var logged = new double[log.FeatureCount];
        var expected = new double[log.FeatureCount];
        foreach (var row in rows)
        {
            var probabilities = target.At(row.Position);
            Array.Clear(logged);
            Array.Clear(expected);
            logged[row.Item] = 1;
            probabilities.CopyTo(expected);
            logged[items + row.Position - 1] = expected[items + row.Position - 1] = 1;
            for (var item = 0; item < row.Affinities.Length && item < items; item++)
            {
                expected[^1] += probabilities[item] * row.Affinities[item];
            }
            logged[^1] = row.Item < row.Affinities.Length ? row.Affinities[row.Item] : 0;
            log.Add(row.Click, row.Propensity, probabilities[row.Item], logged, expected, unsupported[row.Position]);
        }
        return log;
    }
}
