using Personalization.Engine.Experiments.Statistics;

namespace Personalization.Engine.Tests.Experiments.Statistics;

public sealed class DifferenceTests
{
    // SciPy 1.10.1 ttest_ind(equal_var=False) and statsmodels 0.13.5 CompareMeans.tconfint_diff(usevar='unequal').
    [Fact]
    public void Welch_has_the_reference_values()
    {
        var result = WelchTest.Of(
            Of([27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]),
            Of([27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.1, 24.4]));
        Assert.Equal(2.8631696181530337, result.Statistic, 1e-9);
        Assert.Equal(0.00789260919363532, result.PValue, 1e-9);
        Assert.Equal(0.7979234599870364, result.Interval.Lower, 1e-8);
        Assert.Equal(4.815409873346308, result.Interval.Upper, 1e-8);
    }

    // statsmodels 0.13.5 proportions_ztest([355, 300], [5000, 5000]) and confint_proportions_2indep(method='wald').
    [Fact]
    public void Two_proportions_have_the_reference_values()
    {
        var result = TwoProportionTest.Of(300, 5000, 355, 5000);
        Assert.Equal(2.223066154076565, result.Statistic, 1e-10);
        Assert.Equal(0.026211339489512837, result.PValue, 1e-10);
        Assert.Equal(0.001304258049624949, result.Interval.Lower, 1e-10);
        Assert.Equal(0.020695741950375043, result.Interval.Upper, 1e-10);
    }

    [Fact]
    public void Groups_without_variation_show_nothing()
    {
        Assert.Equal(1, TwoProportionTest.Of(0, 100, 0, 100).PValue);
        Assert.Equal(1, WelchTest.Of(new MeanEstimate(1, 0, 10), new MeanEstimate(2, 0, 10)).PValue);
    }

    // statsmodels 0.13.5 multipletests on these six p-values.
    [Fact]
    public void Adjusted_p_values_have_the_reference_values()
    {
        double[] p = [.01, .04, .03, .005, .2, .04];
        Near([.06, .24, .18, .03, 1, .24], MultipleTesting.Bonferroni(p));
        Near([.05, .12, .12, .03, .2, .12], MultipleTesting.Holm(p));
        Near([.03, .048, .048, .03, .2, .048], MultipleTesting.BenjaminiHochberg(p));
        Assert.Empty(MultipleTesting.Holm([]));
    }

    // By numpy from the definitions, the p-value by SciPy 1.10.1 chi2.sf.
    [Fact]
    public void Cochrans_q_has_the_reference_values()
    {
        var found = Heterogeneity.Of([.1, .3, -.05, .22, .4], [.05, .08, .06, .2, double.PositiveInfinity]);
        Assert.Equal(0.09136620856911884, found.Pooled, 1e-12);
        Assert.Equal(0.03411900804217101, found.PooledError, 1e-12);
        Assert.Equal(12.795966046887632, found.Q, 1e-10);
        Assert.Equal(3, found.DegreesOfFreedom);
        Assert.Equal(0.005099273972247757, found.PValue, 1e-10);
        Assert.Equal(0.7655511128267106, found.Inconsistency, 1e-12);
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-12);
        }
    }

    private static MeanEstimate Of(double[] values)
    {
        var mean = values.Average();
        return new MeanEstimate(mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length), values.Length);
    }
}
