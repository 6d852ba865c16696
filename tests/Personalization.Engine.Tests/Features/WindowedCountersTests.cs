using Personalization.Engine.Binary;
using Personalization.Engine.Features;

namespace Personalization.Engine.Tests.Features;

public sealed class WindowedCountersTests
{
    private const uint Epoch = 1_790_000_000;

    [Theory]
    [InlineData(1, 40, 0.0)]
    [InlineData(2, 3000, 0.0)]
    [InlineData(3, 200_000, 0.2)]
    [InlineData(4, 3_000_000, 0.3)]
    public void Random_stream_reads_as_a_brute_force_count_over_whole_buckets(int seed, int meanGapTimes100, double lateShare)
    {
        var random = SeededRandom.Create(seed);
        var counters = new WindowedCounters();
        var log = new List<(byte Kind, uint Time, double Value)>();
        var time = Epoch;
        for (var i = 0; i < 600; i++)
        {
            time += (uint)random.Next(meanGapTimes100 / 50 + 1);
            var late = random.NextDouble() < lateShare ? (uint)random.Next(3_000_000) : 0;
            var e = ((byte)random.Next(4), time - late, Math.Round(random.NextDouble() * 100, 2));
            log.Add(e);
            counters.Add(e.Item1, e.Item2, e.Item3);
            if (i % 20 == 0)
            {
                AssertEqualToBruteForce(counters, log, counters.Newest + (uint)random.Next(4000));
            }
        }
        AssertEqualToBruteForce(counters, log, counters.Newest);
        AssertEqualToBruteForce(counters, log, counters.Newest + 2_000_000);
    }

    [Fact]
    public void State_does_not_depend_on_when_it_was_saved_and_loaded()
    {
        var random = SeededRandom.Create(7);
        var vocabulary = new Vocabulary();
        var straight = new WindowedCounters();
        var reloaded = new WindowedCounters();
        var time = Epoch;
        for (var i = 0; i < 2000; i++)
        {
            time += (uint)random.Next(2000);
            var kind = (byte)random.Next(6);
            var value = random.NextDouble() * 10;
            straight.Add(kind, time, value);
            reloaded.Add(kind, time, value);
            if (random.Next(10) == 0)
            {
                var reader = new ByteReader(Bytes(ref reloaded, vocabulary));
                reloaded = WindowedCounters.Read(ref reader, vocabulary);
            }
        }
        Assert.Equal(Bytes(ref straight, vocabulary), Bytes(ref reloaded, vocabulary));
    }

    [Fact]
    public void Memory_is_bounded_however_long_the_stream()
    {
        var random = SeededRandom.Create(5);
        var counters = new WindowedCounters();
        for (uint i = 0; i < 200_000; i++)
        {
            counters.Add((byte)random.Next(3), Epoch + (i * 30) - (uint)random.Next(100), 1);
        }
        counters.Compact();
        Assert.InRange(counters.BucketCount, 1, 3 * 132);
    }

    [Fact]
    public void Kinds_beyond_the_limit_are_counted_together()
    {
        var counters = new WindowedCounters();
        for (byte kind = 0; kind < 100; kind++)
        {
            counters.Add(kind, Epoch, 0);
        }
        Assert.Equal(100, counters.Count(-1, 0, Epoch));
        Assert.Equal(100 - WindowedCounters.MaxKinds, counters.Count(Personalization.Engine.Events.EventKinds.OtherCode, 0, Epoch));
    }

    private static void AssertEqualToBruteForce(in WindowedCounters counters, List<(byte Kind, uint Time, double Value)> log, uint now)
    {
        for (var window = 0; window < FeatureWindow.Count; window++)
        {
            var bucket = FeatureWindow.BucketSeconds[window];
            var length = FeatureWindow.Seconds[window];
            for (var kind = -1; kind < 4; kind++)
            {
                var inside = log.Where(e => (kind < 0 || e.Kind == kind) && (e.Time / bucket * bucket) + bucket + (long)length > now)
                    .ToList();
                Assert.Equal(inside.Count, counters.Count(kind, window, now));
                Assert.Equal(inside.Sum(e => e.Value), counters.Sum(kind, window, now), 2);
            }
        }
        Span<long> counts = stackalloc long[FeatureWindow.Count];
        Span<double> sums = stackalloc double[FeatureWindow.Count];
        counters.Read(2, now, counts, sums);
        for (var window = 0; window < FeatureWindow.Count; window++)
        {
            Assert.Equal(counters.Count(2, window, now), counts[window]);
            Assert.Equal(counters.Sum(2, window, now), sums[window], 6);
        }
    }

    private static byte[] Bytes(ref WindowedCounters counters, Vocabulary vocabulary)
    {
        var writer = new ByteWriter();
        counters.Write(writer, vocabulary);
        return writer.ToArray();
    }
}
