using Personalization.Log.Recommenders;

namespace Personalization.Log.Tests.Recommenders;

public sealed class ByteBlocksTests
{
    private readonly ByteBlocks _blocks = new();

    [Fact]
    public void Copies_keep_what_was_added_across_blocks()
    {
        var random = new Random(7);
        var added = Enumerable.Range(0, 400).Select(_ =>
        {
            var bytes = new byte[random.Next(0, 20_000)];
            random.NextBytes(bytes);
            return (bytes, _blocks.Add(bytes));
        }).ToList();
        Assert.All(added, static pair => Assert.True(pair.Item2.Span.SequenceEqual(pair.bytes)));
    }

    [Fact]
    public void Blocks_are_used_again_and_those_not_needed_are_let_go()
    {
        var first = _blocks.Add(new byte[600_000]);
        _blocks.Add(new byte[600_000]);
        _blocks.Clear();
        var again = _blocks.Add([1, 2, 3]);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(first, out var before));
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(again, out var after));
        Assert.Same(before.Array, after.Array);
        Assert.Equal(0, after.Offset);
    }

    [Fact]
    public void What_is_longer_than_a_block_stands_alone()
    {
        var large = new byte[3_000_000];
        large[^1] = 9;
        Assert.Equal(9, _blocks.Add(large).Span[^1]);
        Assert.Equal(1, _blocks.Add([1]).Span[0]);
    }
}
