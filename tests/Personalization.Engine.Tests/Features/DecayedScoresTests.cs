using Personalization.Engine.Features;

namespace Personalization.Engine.Tests.Features;

public sealed class DecayedScoresTests
{
    private const uint HalfLife = 86400;
    private const uint Epoch = 1_790_000_000;

    [Fact]
    public void Score_is_the_sum_of_amounts_each_halved_once_a_half_life()
    {
        var random = SeededRandom.Create(1);
        var scores = new DecayedScores();
        var log = new List<(int Key, float Amount, uint Time)>();
        var time = Epoch;
        for (var i = 0; i < 500; i++)
        {
            time += (uint)random.Next(40_000);
            var e = (random.Next(10), (float)((random.NextDouble() * 4) - 1), time - (uint)random.Next(1000));
            log.Add(e);
            scores.Add(e.Item1, e.Item2, e.Item3, HalfLife, 32);
        }
        var now = time + 5000;
        var factor = scores.FactorAt(now, HalfLife);
        foreach (var entry in scores.Entries.ToArray())
        {
            var expected = log.Where(e => e.Key == entry.Key).Sum(e => e.Amount * Math.Pow(2, ((double)e.Time - now) / HalfLife));
            Assert.Equal(expected, entry.Scaled * factor, 3);
        }
        Assert.Equal(10, scores.Entries.Length);
    }

    [Fact]
    public void Full_table_keeps_the_strongest_keys()
    {
        var scores = new DecayedScores();
        for (var key = 0; key < 100; key++)
        {
            for (var n = 0; n <= (key < 5 ? 50 : 0); n++)
            {
                scores.Add(key, 1, Epoch, HalfLife, 16);
            }
        }
        Assert.Equal(16, scores.Entries.Length);
        for (var key = 0; key < 5; key++)
        {
            Assert.Contains(scores.Entries.ToArray(), e => e.Key == key && e.Scaled > 40);
        }
    }

    [Fact]
    public void Years_of_time_lose_nothing_but_old_weight()
    {
        var scores = new DecayedScores();
        scores.Add(1, 8, Epoch, HalfLife, 8);
        scores.Add(2, 1, Epoch + (1000 * HalfLife), HalfLife, 8);
        Assert.Equal(1, scores.Entries[1].Scaled * scores.FactorAt(Epoch + (1000 * HalfLife), HalfLife), 4);
        Assert.Equal(0, scores.Entries[0].Scaled);
    }
}
