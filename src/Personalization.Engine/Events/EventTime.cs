namespace Personalization.Engine.Events;

/// <summary>Event time as states keep it: whole seconds since 1970, up to the year 2106.</summary>
public static class EventTime
{
    /// <summary>The second of <paramref name="time"/>.</summary>
    public static uint Seconds(DateTimeOffset time) => (uint)Math.Clamp(time.ToUnixTimeSeconds(), 0, uint.MaxValue);

    /// <summary>The time of <paramref name="seconds"/>.</summary>
    public static DateTimeOffset FromSeconds(uint seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
