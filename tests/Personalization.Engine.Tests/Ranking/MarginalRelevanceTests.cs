using Personalization.Engine.Catalog;
using Personalization.Engine.Ranking;
using Personalization.Engine.Tests.Catalog;

namespace Personalization.Engine.Tests.Ranking;

public sealed class MarginalRelevanceTests
{
    private const int Items = 120;

    [Theory]
    [InlineData(1, 0.8f, 10)]
    [InlineData(2, 0.5f, 20)]
    [InlineData(3, 0.2f, 30)]
    [InlineData(4, 0f, 15)]
    [InlineData(5, 0.8f, 120)]
    [InlineData(6, 0.7f, 500)]
    public void Order_equals_the_greedy_choice_by_definition(int seed, float lambda, int wanted)
    {
        using var node = WithRandomItems(seed);
        for (var round = 0; round < 20; round++)
        {
            var candidates = Scored(node, SeededRandom.Create((seed * 100) + round));
            var ranked = new int[wanted];
            var count = new MarginalRelevance(lambda, Items).Order(new DecisionContext(node.ReadModels), candidates, ranked);
            Assert.Equal(Greedy(candidates, lambda, wanted), ranked[..count]);
        }
    }

    [Fact]
    public void Relevance_alone_ranks_by_score()
    {
        using var node = WithRandomItems(1);
        var candidates = Scored(node, SeededRandom.Create(7));
        var (ranked, byScore) = (new int[25], new int[25]);
        Assert.Equal(25, new MarginalRelevance(1, 60).Order(new DecisionContext(node.ReadModels), candidates, ranked));
        new ScoreOrder().Order(new DecisionContext(node.ReadModels), candidates, byScore);
        Assert.Equal(byScore, ranked);
    }

    [Fact]
    public void Candidate_below_the_depth_never_rises()
    {
        using var node = WithRandomItems(2);
        var candidates = Scored(node, SeededRandom.Create(8));
        var (ranked, best) = (new int[10], new int[20]);
        new MarginalRelevance(0.1f, 20).Order(new DecisionContext(node.ReadModels), candidates, ranked);
        new ScoreOrder().Order(new DecisionContext(node.ReadModels), candidates, best);
        Assert.Subset(best.ToHashSet(), ranked.ToHashSet());
        Assert.NotEqual(best[..10], ranked);
    }

    [Fact]
    public void Dropped_candidates_stay_out_and_none_left_gives_none()
    {
        using var node = WithRandomItems(3);
        var candidates = Scored(node, SeededRandom.Create(9));
        candidates.Scores[1..].Clear();
        candidates.Scores[0] = 0.5f;
        var ranked = new int[10];
        Assert.Equal(1, new MarginalRelevance(0.5f, 60).Order(new DecisionContext(node.ReadModels), candidates, ranked));
        Assert.Equal(0, ranked[0]);
        candidates.Scores.Clear();
        Assert.Equal(0, new MarginalRelevance(0.5f, 60).Order(new DecisionContext(node.ReadModels), candidates, ranked));
    }

    [Fact]
    public void Diverse_list_repeats_itself_less_than_the_relevant_one()
    {
        using var node = WithRandomItems(4);
        var candidates = Scored(node, SeededRandom.Create(10));
        Assert.True(MeanSimilarity(0.3f) < MeanSimilarity(1) - 0.05);

        double MeanSimilarity(float lambda)
        {
            var ranked = new int[10];
            new MarginalRelevance(lambda, Items).Order(new DecisionContext(node.ReadModels), candidates, ranked);
            var items = candidates.Items.ToArray();
            return ranked.SelectMany(i => ranked.Where(k => k < i).Select(k => Similarity(items, i, k))).Average();
        }
    }

    // Carbonell and Goldstein 1998, equation 1: arg max over the rest of λ·Sim1 − (1 − λ)·max over the taken of Sim2.
    private static List<int> Greedy(CandidateSet candidates, float lambda, int wanted)
    {
        var (items, scores) = (candidates.Items.ToArray(), candidates.Scores.ToArray());
        var rest = Enumerable.Range(0, Items).Where(i => scores[i] > 0).OrderByDescending(i => scores[i]).ThenBy(i => i).ToList();
        var best = scores[rest[0]];
        var taken = new List<int>();
        while (taken.Count < wanted && rest.Count > 0)
        {
            var next = rest.MaxBy(i =>
                (lambda * (scores[i] / best)) - ((1 - lambda) * (taken.Count == 0 ? 0 : taken.Max(t => Similarity(items, i, t)))));
            taken.Add(next);
            rest.Remove(next);
        }
        return taken;
    }

    private static float Similarity(CatalogItem?[] items, int a, int b) => items[a]!.Signature.EstimateCosine(items[b]!.Signature);

    private static TestNode WithRandomItems(int seed)
    {
        var node = new TestNode();
        foreach (var item in RandomCatalog.Items(seed, Items))
        {
            node.Put(item!);
        }
        return node;
    }

    private static CandidateSet Scored(TestNode node, Random random)
    {
        var candidates = new CandidateSet(1);
        candidates.Reset(node.Catalog);
        for (var i = 0; i < Items; i++)
        {
            candidates.Add(i);
            candidates.Scores[i] = random.NextSingle() < 0.1 ? 0 : random.NextSingle();
        }
        return candidates;
    }
}
