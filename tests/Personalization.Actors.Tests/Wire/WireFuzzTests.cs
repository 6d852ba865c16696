using System.Text;
using Personalization.Actors.Wire;
using Personalization.Engine.Binary;

namespace Personalization.Actors.Tests.Wire;

public sealed class WireFuzzTests
{
    private const int Mutations = 20_000;
    private const int MostBytesPerByte = 128;
    private const int MostBytesBeside = 64 * 1024;

    public static TheoryData<WireType> WireTypes => [.. Enum.GetValues<WireType>().Where(type => type != WireType.None)];

    [Theory]
    [MemberData(nameof(WireTypes))]
    public void Damaged_messages_read_as_a_value_or_lead_to_a_format_exception(WireType type)
    {
        var codec = WireCodecs.Find((int)type)!;
        var random = new Random(1000 + (int)type);
        var values = new WireValues(1000 + (int)type);
        var refused = 0;
        byte[] message = [];
        for (var i = 0; i < Mutations; i++)
        {
            if (i % 20 == 0)
            {
                var writer = new ByteWriter();
                codec.WriteObject(writer, values.Next(type));
                message = writer.ToArray();
            }
            var damaged = Damage(message, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            refused += Reads(codec, damaged) ? 0 : 1;
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= MostBytesBeside + (MostBytesPerByte * damaged.Length), $"{damaged.Length} bytes led to {allocated} allocated: {Convert.ToHexString(damaged)}");
        }
        Assert.InRange(refused, 1, Mutations - 1);
    }

    [Theory]
    [MemberData(nameof(WireTypes))]
    public void Message_that_ends_anywhere_is_refused(WireType type)
    {
        foreach (var sample in WireSamples.All.Where(sample => sample.WireType == type))
        {
            var whole = sample.Write();
            for (var length = 0; length < whole.Length; length++)
            {
                Assert.False(Reads(sample.Codec, whole.AsSpan(0, length)));
            }
            Assert.False(Reads(sample.Codec, [.. whole, 0]));
        }
    }

    [Theory]
    [InlineData("0B 01 FFFFFFFF07 0000000000")]
    [InlineData("0B 01 00 FFFFFFFF07 00000000")]
    [InlineData("FFFFFFFF07 01 00 00")]
    public void Counts_that_cannot_be_are_refused_before_room_is_made(string hex)
    {
        var message = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        foreach (var type in new[] { WireType.Texts, WireType.Numbers, WireType.LoggedEvents, WireType.Items })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.False(Reads(WireCodecs.Find((int)type)!, message));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytesBeside);
        }
    }

    private static bool Reads(WireCodec codec, ReadOnlySpan<byte> message)
    {
        try
        {
            codec.ReadObject(message);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // The outer length is made to fit in half of the cases, or most damage would end there.
    private static byte[] Damage(byte[] message, Random random)
    {
        var reader = new ByteReader(message);
        var bytes = new List<byte>(random.Next(2) == 0 ? message : reader.Block().ToArray());
        var isInner = bytes.Count < message.Length;
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.Latin1.GetBytes(new string((char)(random.Next(2) == 0 ? 0xFF : random.Next(256)), random.Next(1, 12))));
                    break;
                case 4 when at < bytes.Count:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
            }
        }
        var writer = new ByteWriter();
        if (isInner)
        {
            writer.Block(bytes.ToArray());
        }
        else
        {
            writer.Raw(bytes.ToArray());
        }
        return writer.ToArray();
    }
}
