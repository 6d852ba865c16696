using Personalization.Engine.Binary;

namespace Personalization.Engine.Tests.Binary;

public sealed class ByteReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(2_097_152)]
    public void Block_of_any_length_reads_back(int length)
    {
        var inner = new byte[length];
        new Random(length).NextBytes(inner);
        var writer = new ByteWriter(1);
        writer.Byte(7);
        var outerBlock = writer.BeginBlock();
        var block = writer.BeginBlock();
        writer.Raw(inner);
        writer.EndBlock(block);
        writer.Byte(8);
        writer.EndBlock(outerBlock);
        writer.Byte(9);

        var reader = new ByteReader(writer.Written);
        Assert.Equal(7, reader.Byte());
        var outer = new ByteReader(reader.Block());
        Assert.True(outer.Block().SequenceEqual(inner));
        Assert.Equal(8, outer.Byte());
        Assert.True(outer.AtEnd);
        Assert.Equal(9, reader.Byte());
        Assert.True(reader.AtEnd);
    }

    [Theory]
    [InlineData("80")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFF")]
    public void Number_that_does_not_end_is_refused(string hex) =>
        Assert.Throws<FormatException>(() => new ByteReader(Convert.FromHexString(hex)).Varint());

    [Theory]
    [InlineData("8080808008")]
    [InlineData("FFFFFFFFFFFFFFFFFF01")]
    public void Count_of_more_than_31_bits_is_refused(string hex) =>
        Assert.Throws<FormatException>(() => new ByteReader(Convert.FromHexString(hex)).Count());

    [Fact]
    public void Count_is_refused_when_its_elements_cannot_follow()
    {
        Assert.Equal(2, new ByteReader([2, 0, 0, 0, 0]).Count(2));
        Assert.Throws<FormatException>(() => new ByteReader([3, 0, 0, 0, 0, 0]).Count(2));
    }

    [Fact]
    public void Bytes_that_end_too_early_are_refused()
    {
        Assert.Throws<FormatException>(() => new ByteReader([]).Byte());
        Assert.Throws<FormatException>(() => new ByteReader(new byte[3]).UInt32());
        Assert.Throws<FormatException>(() => new ByteReader(new byte[7]).Double());
        Assert.Throws<FormatException>(() => new ByteReader([2, 65]).Text());
    }
}
