namespace Personalization.Embedded.Hosting;

/// <summary>A clock in 4 bytes: units of some hundredths of a second, which wrap around after months; ages below that are right. Thread-safe.</summary>
internal sealed class CoarseClock
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly int _shift;

    /// <summary>Starts the clock.</summary>
    public CoarseClock(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();

        // A shift instead of a division: the clock is read on every call.
        while (time.TimestampFrequency >> _shift > 64)
            _shift++;
    }

    /// <summary>The time now, in units.</summary>
    public int Now => unchecked((int)((_time.GetTimestamp() - _start) >> _shift));

    /// <summary>How long ago a moment was, in units.</summary>
    public static int Age(int now, int then) => Math.Max(0, unchecked(now - then));

    /// <summary>A duration in whole units.</summary>
    public int Units(TimeSpan duration) =>
        (int)Math.Clamp(duration.TotalSeconds * _time.TimestampFrequency / (1L << _shift), 0, int.MaxValue);
}
