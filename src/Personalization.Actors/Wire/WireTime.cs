using Personalization.Engine.Binary;

namespace Personalization.Actors.Wire;

/// <summary>
/// The form of a time, exact to the tick and with its offset: a byte that says the unit (0 seconds, 1 milliseconds, 2 ticks of 100 ns) and whether the time has
/// an offset from UTC (4), then the units since 1970, then the offset in minutes. The unit is the largest one that loses nothing.
/// </summary>
internal static class WireTime
{
    private const byte HasOffset = 4;
    private const int MostOffsetMinutes = 14 * 60;

    private static readonly long[] TicksPerUnit = [TimeSpan.TicksPerSecond, TimeSpan.TicksPerMillisecond, 1];

    public static void Write(ByteWriter writer, DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTime.UnixEpoch.Ticks;
        var unit = ticks % TimeSpan.TicksPerSecond == 0 ? 0 : ticks % TimeSpan.TicksPerMillisecond == 0 ? 1 : 2;
        var offset = time.TotalOffsetMinutes;
        writer.Byte((byte)(unit | (offset == 0 ? 0 : HasOffset)));
        writer.Signed(ticks / TicksPerUnit[unit]);
        if (offset != 0)
        {
            writer.Signed(offset);
        }
    }

    public static DateTimeOffset Read(ref ByteReader reader)
    {
        var form = reader.Byte();
        var unit = form & ~HasOffset;
        if (unit >= TicksPerUnit.Length)
        {
            throw new FormatException($"The time before byte {reader.Offset} is of the unknown form {form}.");
        }
        var units = reader.Signed();
        var offset = (form & HasOffset) == 0 ? 0 : reader.Signed();
        var scale = TicksPerUnit[unit];
        var mostUnits = DateTime.MaxValue.Ticks / scale;
        if (units < -mostUnits || units > mostUnits || offset is < -MostOffsetMinutes or > MostOffsetMinutes)
        {
            throw OutOfRange(reader);
        }
        var utc = DateTime.UnixEpoch.Ticks + (units * scale);
        var local = utc + (offset * TimeSpan.TicksPerMinute);
        return IsDate(utc) && IsDate(local) ? new DateTimeOffset(local, new TimeSpan(offset * TimeSpan.TicksPerMinute)) : throw OutOfRange(reader);
    }

    private static bool IsDate(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;

    private static FormatException OutOfRange(in ByteReader reader) => new($"The time before byte {reader.Offset} is in none of the years 1 to 9999.");
}
