using Personalization.Engine.Profiles;

namespace Personalization.Engine.Tests.Profiles;

public sealed class RecentEventsTests
{
    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 10)]
    [InlineData(3, 200)]
    public void Packed_events_read_as_a_list_of_the_latest(int seed, int capacity)
    {
        var random = SeededRandom.Create(seed);
        var recent = new RecentEvents();
        var model = new Queue<RecentEntry>();
        Span<RecentEntry> read = stackalloc RecentEntry[RecentEvents.MaxCapacity];
        for (var i = 0; i < 3000; i++)
        {
            var entry = new RecentEntry(
                (byte)random.Next(256), random.Next(4) == 0 ? -1 : random.Next(1, 5_000_000), (uint)random.NextInt64(uint.MaxValue));
            var left = recent.Add(entry, capacity, out var oldest);
            model.Enqueue(entry);
            Assert.Equal(model.Count > capacity, left);
            if (left)
            {
                Assert.Equal(model.Dequeue(), oldest);
            }
            Assert.Equal(model.Count, recent.CopyTo(read));
            Assert.Equal(model.Reverse(), read[..model.Count].ToArray());
        }
    }
}
