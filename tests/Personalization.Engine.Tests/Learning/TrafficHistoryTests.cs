using Personalization.Engine.Binary;
using Personalization.Engine.Learning;

namespace Personalization.Engine.Tests.Learning;

public sealed class TrafficHistoryTests
{
    private static readonly long s_start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Fact]
    public void Choices_lead_to_counts_by_period_and_item()
    {
        var course = new TrafficHistory(100);
        foreach (var (item, second) in new[] { ("a", 0), ("a", 14), ("b", 3), ("b", 45), ("c", 46), ("b", 47) })
        {
            course.Add(item, s_start + (1000 * second));
        }
        var periods = course.Copy(2);
        Assert.Equal((s_start, 15), (periods.From.ToUnixTimeMilliseconds(), periods.Width.TotalSeconds));
        Assert.Equal([3, 0, 0, 3], periods.Totals);
        Assert.Equal([("b", "1 0 0 2"), ("a", "2 0 0 0")], periods.Items.Select(static i => (i.Item, string.Join(' ', i.Choices))));
    }

    [Theory]
    [InlineData(11, 15)]
    [InlineData(60, 2 * 60)]
    [InlineData(24 * 60, 32 * 60)]
    [InlineData(10 * 24 * 60, 64 * 60)]
    public void Longer_time_leads_to_wider_periods(int minutes, int seconds)
    {
        var course = new TrafficHistory(100);
        for (var minute = 0; minute <= minutes; minute++)
        {
            course.Add("a", s_start + (60_000L * minute));
        }
        var periods = course.Copy(1);
        Assert.Equal(seconds, periods.Width.TotalSeconds);
        Assert.InRange(periods.Totals.Count, 1, 48);
        Assert.True(
            seconds == 64 * 60 || periods.Totals.Sum() == minutes + 1, "Nothing is forgotten before the periods are as wide as they get.");
        Assert.InRange(s_start + (60_000L * minutes), End(periods) - (seconds * 1000L), End(periods) - 1);
    }

    [Fact]
    public void Any_order_of_choices_leads_to_the_same_bytes_and_storage_to_the_same_course()
    {
        var random = SeededRandom.Create(3);
        for (var run = 0; run < 50; run++)
        {
            var hours = Math.Pow(10, (random.NextDouble() * 4) - 2);
            var choices = Enumerable.Range(0, 200)
                .Select(_ => (Item: "i" + random.Next(6), At: s_start + (long)(random.NextDouble() * hours * 3_600_000)))
                .ToArray();
            var expected = Bytes(Course(choices));
            random.Shuffle(choices);

            // Stored in the middle, as at the end of a process.
            var reader = new ByteReader(Bytes(Course(choices[..90])));
            var course = TrafficHistory.Read(ref reader, 100);
            foreach (var (item, at) in choices[90..])
            {
                course.Add(item, at);
            }
            Assert.Equal(expected, Bytes(course));
        }
    }

    [Fact]
    public void Items_beyond_the_first_ones_are_counted_together_until_the_past_makes_room()
    {
        var course = new TrafficHistory(2);
        foreach (var item in (string[])["a", "b", "c", "d", "a"])
        {
            course.Add(item, 0);
        }
        Assert.Equal([5L], course.Copy(5).Totals);
        Assert.Equal([("a", 2L), ("b", 1L)], course.Copy(5).Items.Select(static i => (i.Item, i.Choices[0])));
        course.Add("d", (long)TimeSpan.FromDays(9).TotalMilliseconds);
        course.Add("d", (long)TimeSpan.FromDays(9).TotalMilliseconds);
        Assert.Equal(2L, course.Copy(5).Totals.Sum());
        course.Add("e", (long)TimeSpan.FromDays(9).TotalMilliseconds);
        Assert.Equal(["d", "e"], course.Copy(5).Items.Select(static i => i.Item));
    }

    [Fact]
    public void Nothing_known_leads_to_no_periods() => Assert.Empty(new TrafficHistory(100).Copy(5).Totals);

    private static long End(TrafficPeriods periods) => (periods.From + (periods.Totals.Count * periods.Width)).ToUnixTimeMilliseconds();

    private static TrafficHistory Course(IEnumerable<(string Item, long At)> choices)
    {
        var course = new TrafficHistory(100);
        foreach (var (item, at) in choices)
        {
            course.Add(item, at);
        }
        return course;
    }

    private static byte[] Bytes(TrafficHistory course)
    {
        var writer = new ByteWriter(1024);
        course.Write(writer);
        return writer.ToArray();
    }
}
