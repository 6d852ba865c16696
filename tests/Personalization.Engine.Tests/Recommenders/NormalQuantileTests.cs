using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests.Recommenders;

public sealed class NormalQuantileTests
{
    // Solved to 20 digits with 60-digit arithmetic from the series Φ(x) = ½ + φ(x)·Σ x^(2k+1)/(1·3·…·(2k+1)) (Abramowitz and Stegun 26.2.11); they agree
    // with NormalDist.inv_cdf of Python's statistics module.
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.75, 0.674489750196082)]
    [InlineData(0.8, 0.841621233572914)]
    [InlineData(0.9, 1.281551565544600)]
    [InlineData(0.95, 1.644853626951473)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.99, 2.326347874040841)]
    [InlineData(0.995, 2.575829303548901)]
    [InlineData(0.999, 3.090232306167813)]
    [InlineData(0.9999, 3.719016485455709)]
    [InlineData(0.02425, -1.972961051311885)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(1e-5, -4.264890793922825)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-20, -9.262340089798408)]
    public void Probability_gives_the_published_quantile(double probability, double quantile) =>
        Assert.Equal(quantile, NormalQuantile.Of(probability), 1e-15 + (1.15e-9 * Math.Abs(quantile)));

    [Fact]
    public void Opposite_probabilities_give_opposite_quantiles()
    {
        for (var p = 1.0 / 1024; p < 0.5; p += 1.0 / 1024)
        {
            Assert.Equal(-NormalQuantile.Of(p), NormalQuantile.Of(1 - p), 1e-14);
        }
    }

    [Fact]
    public void Larger_probability_gives_a_larger_quantile_across_the_seams()
    {
        var last = NormalQuantile.Of(1e-300);
        foreach (var p in Enumerable.Range(1, 9999).Select(i => i / 10000.0))
        {
            var quantile = NormalQuantile.Of(p);
            Assert.True(quantile > last, $"The quantile of {p} is {quantile}, that of the one before {last}.");
            last = quantile;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Probability_outside_the_open_unit_interval_is_refused(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalQuantile.Of(probability));
}
