using Personalization.Engine.Bandits;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Tests.Bandits;

public sealed class ChangeDetectorTests
{
    [Fact]
    public void A_steady_arm_raises_hardly_an_alarm()
    {
        var alarms = 0;
        for (var run = 0; run < 60; run++)
        {
            var (random, detector) = (SeededRandom.Create(run), new ChangeDetector(0.05));
            var alarm = false;
            for (var t = 0; t < 1500 && !alarm; t++)
            {
                alarm = detector.Add(random.NextDouble() < 0.1 + (0.01 * run) ? 1 : 0);
            }
            alarms += alarm ? 1 : 0;
        }
        // At most 3 are expected; more than 9 of 60 has a probability below 0.1 % then.
        Assert.InRange(alarms, 0, 9);
    }

    [Theory]
    [InlineData(0.2, 0.6)]
    [InlineData(0.9, 0.5)]
    [InlineData(0, 1)]
    public void A_change_is_noticed_soon_and_what_was_before_is_dropped(double before, double after)
    {
        for (var run = 0; run < 10; run++)
        {
            var (random, detector) = (SeededRandom.Create(run), new ChangeDetector());
            for (var t = 0; t < 600; t++)
            {
                Assert.False(detector.Add(random.NextDouble() < before ? 1 : 0));
            }
            var delay = 1;
            while (!detector.Add(random.NextDouble() < after ? 1 : 0) && delay < 400)
            {
                delay++;
            }
            Assert.InRange(delay, 1, 250);
            Assert.InRange(detector.Count, 1, delay + 120);
        }
    }

    [Fact]
    public void What_was_seen_takes_little_room_and_survives_storage()
    {
        var detector = new ChangeDetector();
        for (var t = 0; t < 20_000; t++)
        {
            detector.Add(t % 2);
        }
        var writer = new ByteWriter();
        detector.Write(writer);
        Assert.InRange(writer.Length, 1, 2000);
        var reader = new ByteReader(writer.Written);
        var restored = ChangeDetector.Read(ref reader);
        Assert.Equal(20_000, restored.Count);
        for (var t = 0; t < 100; t++)
        {
            Assert.Equal(detector.Add(1), restored.Add(1));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => detector.Add(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChangeDetector(0));
    }
}
