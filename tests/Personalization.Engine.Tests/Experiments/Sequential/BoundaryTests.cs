using Personalization.Engine.Experiments.Sequential;

namespace Personalization.Engine.Tests.Experiments.Sequential;

public sealed class BoundaryTests
{
    public static TheoryData<ISequentialBoundary> Boundaries =>
    [
        new PlannedBoundary(0.05), new PlannedBoundary(0.01), new PlannedBoundary(0.05, 1.2), new PlannedBoundary(0.0005),
        new MixtureBoundary(0.05), new MixtureBoundary(0.01, 3)
    ];

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void PValue_at_the_boundary_is_alpha(ISequentialBoundary boundary)
    {
        foreach (var time in new[] { 0.01, 0.1, 0.5, 0.99, 1, 1.5, 4, 100 })
        {
            Assert.Equal(boundary.Alpha, boundary.PValue(boundary.Multiplier(time), time), 1e-9);
            Assert.True(boundary.PValue(boundary.Multiplier(time) + 0.1, time) < boundary.Alpha);
            Assert.True(boundary.PValue(-boundary.Multiplier(time) + 0.1, time) > boundary.Alpha);
        }
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void Nothing_is_known_at_time_zero(ISequentialBoundary boundary)
    {
        Assert.Equal(double.PositiveInfinity, boundary.Multiplier(0));
        Assert.Equal(1, boundary.PValue(100, 0));
    }

    // Howard et al. 2021, equation 14, in standard errors: √((1 + ρ/t)(ln((t + ρ)/ρ) − 2 ln α)), at t = 500 ρ.
    [Fact]
    public void Open_ended_mixture_has_the_published_form()
    {
        var boundary = new MixtureBoundary(0.05);
        var t = 500 * boundary.Mixing;
        Assert.Equal(Math.Sqrt((501 / 500.0) * (Math.Log(501) + (2 * Math.Log(20)))), boundary.Multiplier(t), 1e-12);
    }

    [Fact]
    public void Mixing_is_near_the_narrowest_at_its_time()
    {
        // The minimizer of Howard et al. 2021, section 3.5, found by search.
        double At(double rho) => Math.Sqrt((1 + rho) * ((2 * Math.Log(20)) + Math.Log(1 + (1 / rho))));
        var least = Enumerable.Range(1, 2000).Min(i => At(i / 2000.0));
        Assert.InRange(new MixtureBoundary(0.05).Multiplier(1), least, least * 1.001);
    }

    [Fact]
    public void Planned_boundary_spends_alpha_until_the_horizon()
    {
        foreach (var alpha in new[] { 0.2, 0.05, 0.01 })
        {
            var boundary = new PlannedBoundary(alpha);
            var outside = BoundaryCrossing.Probabilities(
                t => boundary.Multiplier(Math.Max(t, 1e-12)) * Math.Sqrt(Math.Max(t, 1e-12)), 1, PlannedBoundary.Analyses,
                continuous: false)[^1];
            Assert.Equal(PlannedBoundary.ShareUntilHorizon * alpha, outside, alpha * 0.001);
        }
    }

    [Fact]
    public void Plan_says_what_looking_costs_and_saves()
    {
        var atOne = SequentialPlan.Of(new PlannedBoundary(0.05));
        Assert.InRange(atOne.MedianTime, 0.67, 0.69);
        Assert.InRange(atOne.Power, 0.72, 0.74);
        var longer = SequentialPlan.Of(new PlannedBoundary(0.05, 1.2), 1.2);
        Assert.InRange(longer.Power, 0.795, 0.815);
        var nothing = SequentialPlan.Of(new PlannedBoundary(0.05), effect: 0);
        Assert.Equal(0.049, nothing.Power, 1e-4);
        Assert.Equal(double.PositiveInfinity, nothing.MedianTime);
        Assert.True(SequentialPlan.Of(new PlannedBoundary(0.05), effect: 2).MedianTime < 0.35);
    }

    [Fact]
    public void Planned_boundary_beats_the_open_ended_one_until_the_horizon()
    {
        var planned = SequentialPlan.Of(new PlannedBoundary(0.05));
        var open = SequentialPlan.Of(new MixtureBoundary(0.05));
        Assert.True(planned.Power > open.Power + 0.15);
        Assert.True(open.MedianTime > 0.8);
    }
}
