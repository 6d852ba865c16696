using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests.Recommenders;

/// <summary>Poisson arrivals at a rate that never changes; item i has the share 1/(i + 1)^zipf.</summary>
internal sealed class SteadyShop(int seed, int items, double zipf, int eventsPerWeek)
{
    private readonly Random _random = SeededRandom.Create(seed);
    private readonly double[] _cumulative = Cumulative(items, zipf);

    public uint Now { get; set; } = TestNode.Start;

    public void Run(ItemPopularity popularity, uint seconds, int also = 0, int alsoEvents = 0)
    {
        var end = Now + seconds;
        var at = (double)Now;
        while ((at -= Math.Log(1 - _random.NextDouble()) * 7 * TestNode.Day / eventsPerWeek) < end)
        {
            var found = Array.BinarySearch(_cumulative, _random.NextDouble() * _cumulative[^1]);
            popularity.Add(found < 0 ? ~found : found, 1, (uint)at);
        }
        for (var i = 0; i < alsoEvents; i++)
        {
            popularity.Add(also, 1, Now + (uint)_random.Next((int)seconds));
        }
        Now = end;
    }

    private static double[] Cumulative(int items, double zipf)
    {
        var sums = new double[items];
        var sum = 0.0;
        for (var i = 0; i < items; i++)
        {
            sums[i] = sum += Math.Pow(i + 1, -zipf);
        }
        return sums;
    }
}
