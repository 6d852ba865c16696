using Personalization.Engine.Ranking;

namespace Personalization.Engine.Tests.Ranking;

public sealed class TopSlotsTests
{
    [Fact]
    public void Selection_equals_a_full_stable_sort()
    {
        var random = SeededRandom.Create(11);
        for (var round = 0; round < 500; round++)
        {
            var scores = Enumerable.Range(0, random.Next(200)).Select(_ => random.Next(20) / 10f - 0.2f).ToArray();
            var top = new int[random.Next(50)];
            var count = TopSlots.Select(scores, top);
            var expected = Enumerable.Range(0, scores.Length)
                .Where(i => scores[i] > 0)
                .OrderByDescending(i => scores[i])
                .ThenBy(i => i)
                .Take(top.Length);
            Assert.Equal(expected, top[..count]);
        }
    }
}
