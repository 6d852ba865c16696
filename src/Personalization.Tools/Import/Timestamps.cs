using System.Globalization;

namespace Personalization.Tools.Import;

/// <summary>Reads points in time as data sets write them.</summary>
internal static class Timestamps
{
    /// <summary>What is accepted, in words for messages.</summary>
    public const string Expected = "an ISO 8601 time such as 2026-05-20T14:30:00Z, or Unix seconds, milliseconds or microseconds";

    /// <summary>
    /// Reads ISO 8601 (without a zone: UTC) or a Unix time, whose unit follows from its size: below 10¹¹ seconds, below 10¹⁴
    /// milliseconds, else microseconds. The result has millisecond precision.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            var size = Math.Abs(number);
            var ms = size < 1e11 ? number * 1000 : size < 1e14 ? number : number / 1000;
            if (double.IsNaN(ms)
                || ms < DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
                || ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            {
                return false;
            }
            time = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(ms));
            return true;
        }
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
        {
            return false;
        }
        time = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
        return true;
    }
}
