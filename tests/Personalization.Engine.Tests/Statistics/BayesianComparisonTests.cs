using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Statistics;

public sealed class BayesianComparisonTests
{
    // The closed form for whole numbers (Cook, Exact calculation of beta inequalities, 2005; Miller, Formulas for Bayesian A/B testing,
    // 2015), summed with SciPy 1.10.1.
    [Fact]
    public void Two_proportions_have_the_exact_probability_and_loss()
    {
        var found = BayesianComparison.Of([Posterior.OfProportion(120, 879), Posterior.OfProportion(140, 860)]);
        Assert.Equal(0.9064416423845786, found.ProbabilityBest[1], 1e-9);
        Assert.Equal(1 - 0.9064416423845786, found.ProbabilityBest[0], 1e-9);
        Assert.Equal(0.020497986393874276, found.ExpectedLoss[0], 1e-10);
        Assert.Equal(0.000658544398718883, found.ExpectedLoss[1], 1e-10);
        var small = BayesianComparison.Of([Posterior.OfProportion(2, 4), Posterior.OfProportion(4, 2)]);
        Assert.Equal(0.8569347319347318, small.ProbabilityBest[1], 1e-6);
    }

    // SciPy 1.10.1 quad.
    [Fact]
    public void Three_means_have_the_integrated_probabilities_and_losses()
    {
        var found = BayesianComparison.Of([Posterior.OfMean(0, 1), Posterior.OfMean(.5, 1.2), Posterior.OfMean(.3, .4)]);
        Assert.Equal(0.2405661617569629, found.ProbabilityBest[0], 1e-9);
        Assert.Equal(0.4751343245128451, found.ProbabilityBest[1], 1e-9);
        Assert.Equal(0.28429951373019213, found.ProbabilityBest[2], 1e-9);
        Assert.Equal(1.0759603175865202 - .5, found.ExpectedLoss[1], 1e-9);
    }

    [Fact]
    public void Less_is_better_mirrors_more_is_better()
    {
        var more = BayesianComparison.Of([Posterior.OfMean(1, .2), Posterior.OfMean(1.1, .3)]);
        var less = BayesianComparison.Of([Posterior.OfMean(-1, .2), Posterior.OfMean(-1.1, .3)], lessIsBetter: true);
        Assert.Equal(more.ProbabilityBest[0], less.ProbabilityBest[0], 1e-12);
        Assert.Equal(more.ExpectedLoss[1], less.ExpectedLoss[1], 1e-12);
    }

    [Fact]
    public void Probabilities_sum_to_one_for_many_variants()
    {
        var random = SeededRandom.Create(4);
        var posteriors = Enumerable.Range(0, 8).Select(_ => Posterior.OfProportion(random.Next(0, 300), random.Next(500, 9000))).ToArray();
        Assert.Equal(1, BayesianComparison.Of(posteriors).ProbabilityBest.Sum(), 1e-7);
    }
}
