using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Statistics;

public sealed class PowerAnalysisTests
{
    // R's power.prop.test, whose documentation has the first (n = 76.7); solved with SciPy 1.10.1 from its equation (strict = FALSE).
    [Theory]
    [InlineData(.5, .75, .9, 76.70692845177749)]
    [InlineData(.2, .25, .8, 1093.7390457661659)]
    [InlineData(.015, .018, .8, 28303.189503290632)]
    public void People_for_proportions_are_those_of_the_reference(double p, double q, double power, double expected)
    {
        Assert.Equal(expected, PowerAnalysis.PeopleForProportions(p, q, power: power), expected * 1e-6);
        Assert.Equal(power, PowerAnalysis.PowerForProportions(p, q, expected), 1e-6);
        Assert.Equal(q - p, PowerAnalysis.DetectableProportion(p, expected, power: power), 1e-6);
    }

    // The noncentral t distribution, statsmodels 0.13.5 tt_ind_solve_power; Cohen (1988) has 393, 64 and 26 for small, medium and large
    // effects.
    [Theory]
    [InlineData(.2, .05, .8, 1, 393.4056930002516)]
    [InlineData(.5, .05, .8, 1, 63.765610587854056)]
    [InlineData(.8, .05, .8, 1, 25.524571808897946)]
    [InlineData(.5, .01, .9, 1, 120.70548584882631)]
    [InlineData(.3, .05, .9, 2, 175.7663699288099)]
    public void People_for_means_are_those_of_the_noncentral_t(double effect, double alpha, double power, double ratio, double expected) =>
        Assert.Equal(expected, PowerAnalysis.PeopleForMeans(1, effect, alpha, power, ratio), 0.06);

    [Fact]
    public void Detectable_mean_and_power_go_back_and_forth()
    {
        var found = PowerAnalysis.DetectableMean(3, 1000, 0.05, 0.8, 2);
        Assert.Equal(0.8, PowerAnalysis.PowerForMeans(3, found, 1000, 0.05, 2), 1e-9);
    }

    [Fact]
    public void Change_that_no_rise_can_reach_is_not_detectable() =>
        Assert.Equal(double.PositiveInfinity, PowerAnalysis.DetectableProportion(0.99, 20));

    [Theory]
    [InlineData(0, .1)]
    [InlineData(.1, 1)]
    [InlineData(double.NaN, .1)]
    public void Proportion_outside_the_open_unit_interval_is_refused(double p, double q) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.PeopleForProportions(p, q));
}
