namespace Personalization.Tools.Evaluation;

/// <summary>How well lists foretold one hidden item each, means over the cases.</summary>
/// <param name="HitRate1">The share of cases whose hidden item came first, [0, 1].</param>
/// <param name="HitRate10">The share of cases whose hidden item was among the first 10, [0, 1].</param>
/// <param name="HitRate20">The share of cases whose hidden item was among the first 20, [0, 1].</param>
/// <param name="Ndcg10">
/// Normalized discounted cumulative gain of the first 10 (Järvelin, Kekäläinen 2002): 1/log₂(rank + 1) with one relevant item, [0, 1].
/// </param>
/// <param name="Mrr20">Reciprocal rank, 0 beyond the first 20, [0, 1].</param>
internal sealed record RankingQuality(double HitRate1, double HitRate10, double HitRate20, double Ndcg10, double Mrr20)
{
    /// <summary>Computes the means.</summary>
    /// <param name="ranks">The rank of each case's hidden item, from 1; 0 where it was not in the list.</param>
    public static RankingQuality Of(IReadOnlyCollection<int> ranks)
    {
        return new RankingQuality(
            Mean(static r => r == 1 ? 1 : 0), Mean(static r => r <= 10 ? 1 : 0), Mean(static r => r <= 20 ? 1 : 0),
            Mean(static r => r <= 10 ? 1 / Math.Log2(r + 1) : 0), Mean(static r => r <= 20 ? 1.0 / r : 0));

        double Mean(Func<int, double> gain) => ranks.Count == 0 ? 0 : ranks.Sum(r => r == 0 ? 0 : gain(r)) / ranks.Count;
    }
}
