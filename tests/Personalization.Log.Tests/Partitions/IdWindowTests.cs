using Personalization.Log.Partitions;

namespace Personalization.Log.Tests.Partitions;

public sealed class IdWindowTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(3, 100)]
    public void Random_additions_confirmed_or_discarded_equal_a_simple_model(int seed, int capacity)
    {
        var random = new Random(seed);
        var window = new IdWindow(capacity);
        var model = new List<ulong>();
        for (var step = 0; step < 2_000; step++)
        {
            var tentative = new List<ulong>();
            for (var i = random.Next(20); i > 0; i--)
            {
                var id = (ulong)random.Next(1, capacity * 3);
                var isNew = !model.Contains(id) && !tentative.Contains(id);
                Assert.Equal(isNew, window.Add(id));
                if (isNew)
                    tentative.Add(id);
            }

            if (random.Next(4) == 0)
            {
                window.Discard();
                continue;
            }

            window.Confirm();
            model.AddRange(tentative);
            model.RemoveRange(0, Math.Max(0, model.Count - capacity));
            Assert.Equal(model.Count, window.Count);
        }
    }
}
