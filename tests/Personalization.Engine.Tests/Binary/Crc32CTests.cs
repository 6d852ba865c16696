using Personalization.Engine.Binary;

namespace Personalization.Engine.Tests.Binary;

public sealed class Crc32CTests
{
    [Fact]
    public void Published_check_values_are_met()
    {
        // The check value of CRC-32C in the catalogue of parametrised CRC algorithms, and RFC 3720, B.4, 32 bytes of zeros.
        Assert.Equal(0xE3069283u, Crc32C.Compute("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Compute(new byte[32]));
    }

    [Fact]
    public void Checksum_in_parts_equals_checksum_of_the_whole()
    {
        var bytes = new byte[1000];
        new Random(1).NextBytes(bytes);
        Assert.Equal(Crc32C.Compute(bytes), Crc32C.Compute(bytes.AsSpan(333), Crc32C.Compute(bytes.AsSpan(0, 333))));
    }
}
