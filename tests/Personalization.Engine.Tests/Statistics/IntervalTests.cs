using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Statistics;

public sealed class IntervalTests
{
    // A property of the type's own type once made its text endless.
    [Fact]
    public void Interval_has_a_text() => Assert.Contains("Upper = 2", new Interval(1, 2).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Negated_interval_is_turned_around_zero() => Assert.Equal(new Interval(-2, -1), new Interval(1, 2).Negate());

    [Fact]
    public void Limits_belong_to_the_interval()
    {
        Assert.True(new Interval(1, 2).Holds(1) && new Interval(1, 2).Holds(2));
        Assert.False(new Interval(1, 2).Holds(2.1));
        Assert.True(Interval.Everything.Holds(1e300));
    }

    [Fact]
    public void Interval_around_a_value_reaches_as_far_to_both_sides() => Assert.Equal(new Interval(-1, 5), Interval.Around(2, 3));
}
