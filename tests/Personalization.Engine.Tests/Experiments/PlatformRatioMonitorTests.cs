using Personalization.Engine.Experiments;
using Personalization.Engine.Tests.Experiments.Simulation;

namespace Personalization.Engine.Tests.Experiments;

public sealed class PlatformRatioMonitorTests
{
    [Fact]
    public void Headline_tests_week_by_week_raise_the_alarm_when_randomization_broke()
    {
        var monitor = new PlatformRatioMonitor();
        var alarm = 0;
        foreach (var week in UpworthyData.Tests().GroupBy(t => t.Week).OrderBy(w => w.Key))
        {
            foreach (var test in week)
            {
                if (monitor.Observe(SampleRatioTests.PValueOf(test)) && alarm == 0)
                {
                    alarm = week.Key;
                }
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"alarm in week {alarm}");
        Assert.InRange(alarm, 201322, 201326);
    }

    [Fact]
    public void After_the_repair_and_a_restart_headline_tests_raise_no_alarm()
    {
        var monitor = new PlatformRatioMonitor();
        foreach (var test in UpworthyData.Tests().Where(t => t.Week > 201401).OrderBy(t => t.Week))
        {
            Assert.False(monitor.Observe(SampleRatioTests.PValueOf(test)));
        }
    }

    [Fact]
    public void Healthy_platform_runs_at_least_as_long_between_false_alarms_as_promised()
    {
        // At the very share that is put up with, which is the worst case; a short run length, so that there is something to count.
        var random = SeededRandom.Create(5);
        var monitor = new PlatformRatioMonitor(200);
        var alarms = 0;
        const int experiments = 400_000;
        for (var i = 0; i < experiments; i++)
        {
            if (monitor.Observe(random.NextDouble() < PlatformRatioMonitor.AllowedShare ? 0.001 : 0.5))
            {
                alarms++;
                monitor.Restart();
            }
        }
        var length = experiments / (double)alarms;
        TestContext.Current.TestOutputHelper?.WriteLine($"mean run length {length:0} where 200 is promised, {alarms} false alarms");
        Assert.InRange(length, 200, 4000);
    }

    [Theory]
    [InlineData(0.2, 400)]
    [InlineData(0.5, 40)]
    [InlineData(0.8, 15)]
    public void Broken_platform_is_noticed_within(double share, int experiments)
    {
        var random = SeededRandom.Create(6);
        var monitor = new PlatformRatioMonitor();
        for (var i = 0; i < 1000; i++)
        {
            Assert.False(monitor.Observe(random.NextDouble() < 0.02 ? 0.001 : 0.5));
        }
        var needed = 0;
        while (!monitor.Observe(random.NextDouble() < share ? 0.001 : 0.5))
        {
            needed++;
        }
        Assert.InRange(needed, 1, experiments);
    }
}
