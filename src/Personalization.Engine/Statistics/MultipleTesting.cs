namespace Personalization.Engine.Statistics;

/// <summary>
/// P-values that allow for there being several. Each method returns adjusted values in the order of the given ones: what is at most α
/// counts.
/// </summary>
public static class MultipleTesting
{
    /// <summary>Bonferroni: the family-wise error stays below α whatever the dependence.</summary>
    public static double[] Bonferroni(ReadOnlySpan<double> pValues)
    {
        var adjusted = new double[pValues.Length];
        for (var i = 0; i < adjusted.Length; i++)
        {
            adjusted[i] = Math.Min(1, pValues[i] * pValues.Length);
        }
        return adjusted;
    }

    /// <summary>
    /// Holm (Scandinavian Journal of Statistics 6, 1979): as Bonferroni, and never weaker. Always-valid p-values stay always valid.
    /// </summary>
    public static double[] Holm(ReadOnlySpan<double> pValues)
    {
        var order = Order(pValues);
        var adjusted = new double[order.Length];
        var least = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            least = Math.Max(least, Math.Min(1, pValues[order[rank]] * (order.Length - rank)));
            adjusted[order[rank]] = least;
        }
        return adjusted;
    }

    /// <summary>
    /// Benjamini and Hochberg (Journal of the Royal Statistical Society B 57, 1995): of what is counted, at most the share α is expected
    /// to be nothing; for independent or positively dependent p-values.
    /// </summary>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> pValues)
    {
        var order = Order(pValues);
        var adjusted = new double[order.Length];
        var most = 1.0;
        for (var rank = order.Length - 1; rank >= 0; rank--)
        {
            most = Math.Min(most, pValues[order[rank]] * order.Length / (rank + 1));
            adjusted[order[rank]] = most;
        }
        return adjusted;
    }

    private static int[] Order(ReadOnlySpan<double> pValues)
    {
        var keys = pValues.ToArray();
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
        Array.Sort(keys, order);
        return order;
    }
}
