using System.Diagnostics;

namespace Personalization.Gateway.Tests.Http;

/// <summary>Waits for what comes true by itself, with a deadline.</summary>
internal static class Eventually
{
    public static async Task True(Func<Task<bool>> condition, string what, double seconds = 20)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started).TotalSeconds < seconds, $"Not within {seconds} s: {what}");
            await Task.Delay(5);
        }
    }
}
