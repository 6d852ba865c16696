namespace Personalization.Engine.Features;

/// <summary>The spans of time over which statistics are kept, each with the resolution at which its trailing edge moves.</summary>
public static class FeatureWindow
{
    /// <summary>How many windows there are.</summary>
    public const int Count = 6;

    /// <summary>The names in feature names, shortest first.</summary>
    public static ReadOnlySpan<string> Names => s_names;

    /// <summary>The lengths in seconds: 1 minute, 5 minutes, 1 hour, 1 day, 7 days, 30 days.</summary>
    public static ReadOnlySpan<uint> Seconds => [60, 300, 3600, 86400, 604800, 2592000];

    /// <summary>
    /// The bucket lengths in seconds, each a multiple of the one before: 5 s, 15 s, 5 min, 1 h, 6 h, 1 d. A window of length W and
    /// bucket g read at time n holds exactly the events of the buckets that end after n − W.
    /// </summary>
    public static ReadOnlySpan<uint> BucketSeconds => [5, 15, 300, 3600, 21600, 86400];

    /// <summary>The longest window: events that arrive later than this behind the newest one are kept in totals only.</summary>
    public const uint LongestSeconds = 2592000;

    private static readonly string[] s_names = ["1m", "5m", "1h", "1d", "7d", "30d"];

    /// <summary>The start of the bucket of window <paramref name="window"/> that holds <paramref name="time"/>.</summary>
    public static uint BucketStart(uint time, int window) => time - (time % BucketSeconds[window]);

    /// <summary>
    /// Whether an event of the bucket of <paramref name="time"/> counts in <paramref name="window"/> when read at <paramref name="now"/>.
    /// </summary>
    public static bool Covers(uint time, int window, uint now) =>
        (ulong)BucketStart(time, window) + BucketSeconds[window] + Seconds[window] > now;
}
