using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Statistics;

public sealed class StudentDistributionTests
{
    // By mpmath 1.3.0 (betainc, regularized) with 40 digits; those of 1 to 100 degrees of freedom agree with SciPy 1.10.1.
    [Theory]
    [InlineData(0, 7, 1)]
    [InlineData(1, 1, 0.5)]
    [InlineData(1, 0.5, 0.602243221682644163)]
    [InlineData(2.1, 5.5, 0.0846919251297470206)]
    [InlineData(2, 30, 0.0546250449629831039)]
    [InlineData(30, 3, 0.0000813528042716395945)]
    [InlineData(4.5, 100, 0.0000183846115476155287)]
    [InlineData(2, 1000, 0.04577034649325164)]
    [InlineData(8, 9999, 1.38213534382876448e-15)]
    [InlineData(8, 10001, 1.38210640501748859e-15)]
    [InlineData(2.5, 1e6, 0.0124194895021632462)]
    [InlineData(6, 1e8, 1.97318203431528705e-9)]
    [InlineData(1.96, double.PositiveInfinity, 0.04999579029644087)]
    [InlineData(double.PositiveInfinity, 3, 0)]
    public void Statistic_has_the_reference_p_value(double t, double freedom, double expected)
    {
        Assert.Equal(expected, StudentDistribution.TwoSided(t, freedom), expected * 1e-13);
        Assert.Equal(expected, StudentDistribution.TwoSided(-t, freedom), expected * 1e-13);
    }

    // Abramowitz and Stegun, table 26.10.
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(9, 2.262)]
    [InlineData(19, 2.093)]
    public void Quantile_is_that_of_the_table(int freedom, double quantile) =>
        Assert.Equal(quantile, StudentDistribution.TwoSidedQuantile(0.05, freedom), 3);

    // By mpmath 1.3.0 (findroot of betainc) with 40 digits; for 1 degree of freedom that is tan(0.475 π). They agree with SciPy 1.10.1 to
    // 1e-10. For 1e9 by the expansion of Abramowitz and Stegun 26.7.5.
    [Theory]
    [InlineData(0.05, 1, 12.7062047361747046)]
    [InlineData(0.05, 10, 2.22813885198627475)]
    [InlineData(0.01, 3.7, 4.86925225322782944)]
    [InlineData(0.05, 1000, 1.96233908082640848)]
    [InlineData(0.001, 25, 3.72514394972865018)]
    [InlineData(0.05, 1e9, 1.9599639869123254686)]
    [InlineData(0.05, double.PositiveInfinity, 1.959963984540054)]
    public void Quantile_has_the_reference_value(double probability, double freedom, double expected) =>
        Assert.Equal(expected, StudentDistribution.TwoSidedQuantile(probability, freedom), 1e-12 * expected);

    [Fact]
    public void Quantile_inverts_the_p_value()
    {
        double[] freedoms = [0.5, 1, 2, 3.7, 10, 100, 9999, 10_000, 1e6, 1e12];
        foreach (var freedom in freedoms)
        {
            for (var exponent = -12.0; exponent < -0.01; exponent += 0.25)
            {
                var p = Math.Pow(10, exponent);
                var t = StudentDistribution.TwoSidedQuantile(p, freedom);
                Assert.Equal(p, StudentDistribution.TwoSided(t, freedom), p * 1e-12);
            }
        }
    }

    [Fact]
    public void More_degrees_of_freedom_give_a_narrower_interval_across_the_seam()
    {
        var last = double.PositiveInfinity;
        for (var freedom = 1.0; freedom < 1e9; freedom *= 1.01)
        {
            var quantile = StudentDistribution.TwoSidedQuantile(0.05, freedom);
            Assert.True(quantile <= last + 1e-13, $"With {freedom} degrees of freedom it is {quantile}, with fewer {last}.");
            last = quantile;
        }
    }
}
