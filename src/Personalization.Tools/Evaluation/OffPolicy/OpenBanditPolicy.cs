namespace Personalization.Tools.Evaluation.OffPolicy;

/// <summary>
/// The probability of each item at each position, estimated from what a policy logged. Thompson sampling's probabilities move while it
/// learns, and an item is logged more often while its probability is high, so that the mean of the logged propensities is far too large (in
/// men they add up to 2.3 at position 1). The number of an item's rows over the sum of 1 / propensity, their harmonic mean, has no such
/// bias: each row stands for 1 / propensity rows in which the item could have been shown. It is exact for a policy that does not move. What
/// remains is scaled to add up to 1.
/// </summary>
internal sealed class OpenBanditPolicy
{
    private readonly double[][] _probabilities;

    private OpenBanditPolicy(double[][] probabilities) => _probabilities = probabilities;

    /// <summary>The probability of every item at a position.</summary>
    public ReadOnlySpan<double> At(int position) => _probabilities[position];

    /// <summary>Every item with the same probability.</summary>
    public static OpenBanditPolicy Uniform(int items, int positions) =>
        new([.. Enumerable.Range(0, positions + 1).Select(_ => Enumerable.Repeat(1.0 / items, items).ToArray())]);

    /// <summary>Estimates the policy that logged the rows. Items that it never showed at a position have probability 0 there.</summary>
    public static OpenBanditPolicy Estimate(IReadOnlyList<OpenBanditRow> rows, int items, int positions)
    {
        var counts = Table(items, positions);
        var inverses = Table(items, positions);
        foreach (var row in rows)
        {
            if (row.Propensity > 0)
            {
                counts[row.Position][row.Item]++;
                inverses[row.Position][row.Item] += 1 / row.Propensity;
            }
        }
        foreach (var (count, inverse) in counts.Zip(inverses))
        {
            for (var item = 0; item < items; item++)
            {
                count[item] = count[item] > 0 ? count[item] / inverse[item] : 0;
            }
            var sum = count.Sum();
            for (var item = 0; item < items && sum > 0; item++)
            {
                count[item] /= sum;
            }
        }
        return new OpenBanditPolicy(counts);
    }

    private static double[][] Table(int items, int positions) => [.. Enumerable.Range(0, positions + 1).Select(_ => new double[items])];
}
