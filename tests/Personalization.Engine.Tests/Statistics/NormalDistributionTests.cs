using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Statistics;

public sealed class NormalDistributionTests
{
    // By mpmath 1.3.0 (ncdf and npdf) with 40 digits; to the digits that it has, table 26.1 and 26.2 of Abramowitz and Stegun.
    [Theory]
    [InlineData(0, 0.5, 0.3989422804014327)]
    [InlineData(0.3, 0.38208857781104736269, 0.38138781546052408561)]
    [InlineData(0.67, 0.25142889509531011429, 0.31873713847540152946)]
    [InlineData(0.68, 0.2482522304535705289, 0.31659290771089278779)]
    [InlineData(1, 0.15865525393145705141, 0.2419707245191433498)]
    [InlineData(3, 0.0013498980316300945267, 0.0044318484119380071756)]
    [InlineData(5.625, 9.2753987345608213957e-9, 5.3732326505691499311e-8)]
    [InlineData(5.6875, 6.445630159069510023e-9, 3.7731646752938855597e-8)]
    [InlineData(10, 7.619853024160526066e-24, 7.6945986267064193463e-23)]
    [InlineData(20, 2.7536241186062336951e-89, 5.5209483621597631896e-88)]
    [InlineData(37, 5.7255712225245768227e-300, 2.1200065515246056269e-298)]
    public void Distance_has_the_reference_tail_and_density(double x, double tail, double density)
    {
        Near(tail, NormalDistribution.Cdf(-x), 1e-15);
        Near(tail, NormalDistribution.Survival(x), 1e-15);
        Near(2 * tail, NormalDistribution.TwoSided(x), 1e-15);
        Near(2 * tail, NormalDistribution.TwoSided(-x), 1e-15);
        Near(1 - tail, NormalDistribution.Cdf(x), 1e-15);
        // The square of x is rounded.
        Near(density, NormalDistribution.Density(x), 1e-15 + (x * x * 1e-16));
    }

    // SciPy 1.10.1 (scipy.special.ndtr), which is off by 6e-14 at −8 by mpmath.
    [Theory]
    [InlineData(-30, 4.906713927147908e-198)]
    [InlineData(-8, 6.22096057427174e-16)]
    [InlineData(-3, 0.0013498980316300933)]
    [InlineData(-1.96, 0.024997895148220435)]
    [InlineData(-0.1, 0.460172162722971)]
    [InlineData(0, 0.5)]
    [InlineData(2, 0.9772498680518208)]
    public void Cdf_has_the_reference_value(double x, double expected)
    {
        Near(expected, NormalDistribution.Cdf(x), 1e-13);
        Near(expected, NormalDistribution.Survival(-x), 1e-13);
        Near(2 * Math.Min(expected, 1 - expected), NormalDistribution.TwoSided(x), 1e-13);
        Assert.Equal(x, NormalDistribution.Quantile(expected), 1e-14 * (1 + Math.Abs(x)));
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-1e300, 0)]
    [InlineData(-45, 0)]
    [InlineData(45, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NaN, double.NaN)]
    public void Extreme_distance_has_its_limit(double x, double expected) => Assert.Equal(expected, NormalDistribution.Cdf(x));

    [Fact]
    public void Cdf_rises_and_both_sides_sum_to_one_across_the_seams()
    {
        var last = 0.0;
        for (var x = -38.0; x <= 9; x += 1.0 / 512)
        {
            var cdf = NormalDistribution.Cdf(x);
            Assert.True(cdf >= last, $"Φ({x}) is {cdf}, before it was {last}.");
            Assert.Equal(1, cdf + NormalDistribution.Survival(x), 1e-15);
            last = cdf;
        }
    }

    [Fact]
    public void Cdf_of_many_is_that_of_each()
    {
        double[] x = [.. Enumerable.Range(-45 * 64, 90 * 64).Select(i => i / 64.0), double.NegativeInfinity, 1e300, -1e300];
        var cdf = new double[x.Length];
        NormalDistribution.Cdf(x, cdf);
        for (var i = 0; i < x.Length; i++)
        {
            var expected = NormalDistribution.Cdf(x[i]);
            Assert.Equal(expected, cdf[i], 3e-12);
            Assert.Equal(expected, cdf[i], x[i] is > -6 and < -0.2 ? expected * 3e-13 : 1);
        }
        NormalDistribution.Cdf(x, x);
        Assert.Equal(cdf, x);
    }

    // Solved to 20 digits with 60-digit arithmetic from the series Φ(x) = ½ + φ(x)·Σ x^(2k+1)/(1·3·…·(2k+1)) (Abramowitz and
    // Stegun 26.2.11); they agree with NormalDist.inv_cdf of Python's statistics module.
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
    public void Probability_gives_the_published_quantile(double probability, double quantile)
    {
        // The published values have 15 decimals; near 1 the probability itself is rounded.
        var tolerance = 5e-16 + (1e-14 * Math.Abs(quantile)) + (probability > 0.99 ? 1e-12 : 0);
        Assert.Equal(quantile, NormalDistribution.Quantile(probability), tolerance);
        Assert.Equal(-NormalDistribution.Quantile(probability / 2), NormalDistribution.TwoSidedQuantile(probability));
    }

    [Fact]
    public void Quantile_inverts_the_cdf()
    {
        for (var exponent = -300.0; exponent < -0.31; exponent += 0.01)
        {
            var p = Math.Pow(10, exponent);
            // An error ε of x is one of about x² ε of the probability.
            var x = NormalDistribution.Quantile(p);
            Near(p, NormalDistribution.Cdf(x), 1e-15 * (2 + (x * x)));
            Near(p, NormalDistribution.Survival(-x), 1e-15 * (2 + (x * x)));
        }
        for (var x = -37.0; x <= 0; x += 1.0 / 64)
        {
            Assert.Equal(x, NormalDistribution.Quantile(NormalDistribution.Cdf(x)), 1e-12);
        }
        for (var p = 1.0 / 4096; p < 1; p += 1.0 / 4096)
        {
            Assert.Equal(p, NormalDistribution.Cdf(NormalDistribution.Quantile(p)), 1e-15);
        }
    }

    [Fact]
    public void Opposite_probabilities_give_opposite_quantiles()
    {
        for (var p = 1.0 / 1024; p < 0.5; p += 1.0 / 1024)
        {
            Assert.Equal(-NormalDistribution.Quantile(p), NormalDistribution.Quantile(1 - p), 1e-14);
        }
    }

    [Fact]
    public void Larger_probability_gives_a_larger_quantile_across_the_seams()
    {
        var last = NormalDistribution.Quantile(1e-300);
        foreach (var p in Enumerable.Range(1, 9999).Select(i => i / 10000.0))
        {
            var quantile = NormalDistribution.Quantile(p);
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
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(probability));

    private static void Near(double expected, double actual, double relative) =>
        Assert.Equal(expected, actual, Math.Abs(expected) * relative);
}
