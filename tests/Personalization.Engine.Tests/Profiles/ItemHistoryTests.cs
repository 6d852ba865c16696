using Personalization.Engine.Binary;
using Personalization.Engine.Profiles;

namespace Personalization.Engine.Tests.Profiles;

public sealed class ItemHistoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(ItemHistory.Capacity)]
    [InlineData(ItemHistory.Capacity + 1)]
    [InlineData((3 * ItemHistory.Capacity) + 77)]
    public void History_holds_the_latest_items_and_reads_back_to_go_on_the_same(int count)
    {
        var vocabulary = new Vocabulary();
        var history = new ItemHistory();
        var model = new Queue<RecentEntry>();
        for (var i = 0; i < count; i++)
        {
            Add(i);
        }
        Assert.Equal(model.Order(Comparer<RecentEntry>.Create((a, b) => a.Time.CompareTo(b.Time))), Sorted(history));

        var reader = new ByteReader(Bytes(history));
        var read = ItemHistory.Read(ref reader, vocabulary);
        Assert.True(reader.AtEnd);
        for (var i = count; i < count + 100; i++)
        {
            read.Add(Add(i));
        }
        Assert.Equal(Sorted(history), Sorted(read));
        Assert.Equal(Bytes(history), Bytes(read));

        RecentEntry Add(int i)
        {
            var entry = new RecentEntry((byte)(i % 20), vocabulary.Items.Intern("item" + (i % 999)), TestNode.Start + (uint)i);
            history.Add(entry);
            model.Enqueue(entry);
            if (model.Count > ItemHistory.Capacity)
            {
                model.Dequeue();
            }
            return entry;
        }

        byte[] Bytes(in ItemHistory of)
        {
            var writer = new ByteWriter();
            of.Write(writer, vocabulary);
            return writer.ToArray();
        }
    }

    private static RecentEntry[] Sorted(in ItemHistory history) => [.. history.Entries.ToArray().OrderBy(e => e.Time)];
}
