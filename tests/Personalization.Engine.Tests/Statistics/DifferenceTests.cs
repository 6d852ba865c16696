using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Statistics;

public sealed class DifferenceTests
{
    // SciPy 1.10.1 ttest_ind(equal_var=False) and statsmodels 0.13.5 CompareMeans.tconfint_diff(usevar='unequal').
    [Fact]
    public void Welch_has_the_reference_values()
    {
        var result = WelchTest.Of(
            MeanEstimate.Of([27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]),
            MeanEstimate.Of([27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.1, 24.4]));
        Assert.Equal(2.8631696181530337, result.Statistic, 1e-9);
        Assert.Equal(0.00789260919363532, result.PValue, 1e-9);
        Assert.Equal(0.7979234599870364, result.Interval.Lower, 1e-8);
        Assert.Equal(4.815409873346308, result.Interval.Upper, 1e-8);
    }

    // The sleep data of Student (Biometrika 6, 1908); R 4.2 t.test(paired = TRUE) prints t = −4.0621, df = 9, p-value = 0.002833,
    // −2.4598858 to −0.7001142.
    [Fact]
    public void Paired_values_have_the_reference_values()
    {
        var result = PairedTest.Of(
            [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
            [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);
        Assert.Equal(-4.0621, result.Statistic, 5e-5);
        Assert.Equal(9, result.DegreesOfFreedom);
        Assert.Equal(0.002833, result.PValue, 5e-7);
        Assert.Equal(-2.4598858, result.Interval.Lower, 5e-8);
        Assert.Equal(-0.7001142, result.Interval.Upper, 5e-8);
    }

    [Fact]
    public void A_steady_difference_is_significant_and_one_that_changes_sign_is_not()
    {
        var (better, worse) = (PairedTest.Of([0.5, 0.61, 0.69], [0.6, 0.7, 0.8]), PairedTest.Of([0.6, 0.7, 0.8], [0.5, 0.61, 0.69]));
        Assert.True(better is { PValue: < 0.05, Estimate: > 0 } && worse is { PValue: < 0.05, Estimate: < 0 });
        Assert.Equal(better.Interval, worse.Interval.Negate());
        Assert.Equal(better.PValue, worse.PValue);
        Assert.True(PairedTest.Of([0.6, 0.6, 0.6], [0.5, 0.7, 0.6]).PValue > 0.05);
    }

    [Fact]
    public void Differences_without_variation_are_certain_and_one_pair_shows_nothing()
    {
        Assert.Equal(0, PairedTest.Of([1, 2, 3], [2, 3, 4]).PValue);
        Assert.Equal(1, PairedTest.Of([1, 2, 3], [1, 2, 3]).PValue);
        Assert.Equal(1, PairedTest.Of([1], [2]).PValue);
        Assert.Equal(Interval.Everything, PairedTest.Of([1], [2]).Interval);
    }

    [Fact]
    public void Values_have_their_mean_and_its_error()
    {
        var estimate = MeanEstimate.Of([1, 2, 3, 4]);
        // √(5/3 ÷ 4), and table 26.10 of Abramowitz and Stegun: 3.182 for 3 degrees of freedom.
        Assert.Equal(new MeanEstimate(2.5, Math.Sqrt(5.0 / 12), 4), estimate);
        Assert.Equal(2.5 + (3.182 * Math.Sqrt(5.0 / 12)), estimate.StudentInterval().Upper, 3);
        Assert.Equal(new MeanEstimate(7, double.PositiveInfinity, 1), MeanEstimate.Of([7]));
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
}
