using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Tests.Experiments.Metrics;

public sealed class PersonTallyTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private static MetricDefinition Metric(MetricKind kind) => new() { MetricId = "m", Kind = kind, EventType = "purchase" };

    private static PersonTally Two(MetricDefinition metric) => new PersonTally(0, 0, 0, 4)
        .With(metric, Week, "purchase", 20, TimeSpan.FromHours(1))
        .With(metric, Week, "purchase", 35, TimeSpan.FromDays(3))
        .With(metric, Week, "page_view", 0, TimeSpan.FromDays(3));

    [Theory]
    [InlineData(MetricKind.Conversion, 1)]
    [InlineData(MetricKind.Retention, 1)]
    [InlineData(MetricKind.Count, 2)]
    [InlineData(MetricKind.Revenue, 55)]
    public void Kind_decides_what_a_person_counts_for(MetricKind kind, double expected) =>
        Assert.Equal(new PersonValue(expected, 1, 4), Two(Metric(kind)).ValueOf(Metric(kind)));

    [Fact]
    public void Ratio_counts_both_kinds_of_events()
    {
        var metric = Metric(MetricKind.Ratio) with { DenominatorEventType = "page_view" };
        Assert.Equal(new PersonValue(2, 1, 4), Two(metric).ValueOf(metric));
    }

    [Fact]
    public void Cap_limits_what_one_person_counts_for() =>
        Assert.Equal(30, Two(Metric(MetricKind.Revenue)).ValueOf(Metric(MetricKind.Revenue) with { Cap = 30 }).Value);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(167, 1)]
    [InlineData(168, 0)]
    public void Event_outside_the_window_does_not_count(double hours, long expected) =>
        Assert.Equal(expected, default(PersonTally).With(Metric(MetricKind.Count), Week, "purchase", 1, TimeSpan.FromHours(hours)).Events);

    [Fact]
    public void Metrics_own_window_goes_before_the_experiments()
    {
        var retention = Metric(MetricKind.Retention) with { WindowStart = TimeSpan.FromDays(7), Window = TimeSpan.FromDays(14) };
        Assert.Equal(0, default(PersonTally).With(retention, Week, "purchase", 1, TimeSpan.FromDays(6)).ValueOf(retention).Value);
        Assert.Equal(1, default(PersonTally).With(retention, Week, "purchase", 1, TimeSpan.FromDays(8)).ValueOf(retention).Value);
    }
}
