namespace Personalization.Gateway.Ranking;

/// <summary>What decisions are made of.</summary>
/// <param name="Recommenders">All recommenders.</param>
/// <param name="Relevance">The weight of relevance against diversity, [0, 1].</param>
/// <param name="Exploration">The share of choices that explore, [0, 1].</param>
/// <param name="Policies">The policies of single choices.</param>
internal sealed record RecommenderList(
    IReadOnlyList<RecommenderWeight> Recommenders, float Relevance, double Exploration, IReadOnlyList<string> Policies);

/// <summary>A recommender.</summary>
/// <param name="Code">Its code in requests and reasons.</param>
/// <param name="Weight">Its weight in a score; 0 when it is only asked where a request names it.</param>
internal sealed record RecommenderWeight(string Code, float Weight);
