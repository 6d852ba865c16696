using Personalization.Actors.Wire;
using Personalization.Engine.Binary;

namespace Personalization.Actors.Tests.Wire;

public sealed class WireTimeTests
{
    [Theory]
    [InlineData("0001-01-01T00:00:00Z", 7)]
    [InlineData("9999-12-31T23:59:59.9999999Z", 10)]
    [InlineData("0001-01-01T14:00:00+14:00", 9)]
    [InlineData("9999-12-31T09:59:59.9999999-14:00", 12)]
    [InlineData("1969-12-31T23:59:59.9999999Z", 2)]
    [InlineData("2026-11-20T14:30:00Z", 6)]
    [InlineData("2026-11-20T14:30:00.123Z", 7)]
    [InlineData("2026-11-20T14:30:00.1234567Z", 9)]
    [InlineData("2026-11-20T14:30:00.1234567+05:30", 11)]
    public void Time_reads_back_exactly_and_takes_no_more_bytes_than_its_precision_needs(string text, int bytes)
    {
        var time = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var writer = new ByteWriter();
        WireTime.Write(writer, time);
        var reader = new ByteReader(writer.Written);
        Assert.True(time.EqualsExact(WireTime.Read(ref reader)));
        Assert.True(reader.AtEnd);
        Assert.Equal(bytes, writer.Length);
    }

    [Theory]
    [InlineData("03", "unknown form")]
    [InlineData("08", "unknown form")]
    [InlineData("00FFFFFFFFFFFFFFFFFF01", "years 1 to 9999")]
    [InlineData("02FFFFFFFFFFFFFFFFFF01", "years 1 to 9999")]
    [InlineData("0400EA0D", "years 1 to 9999")]
    public void Time_that_cannot_be_is_refused(string hex, string message)
    {
        var fault = Assert.Throws<FormatException>(() =>
        {
            var reader = new ByteReader(Convert.FromHexString(hex + "00"));
            WireTime.Read(ref reader);
        });
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }
}
