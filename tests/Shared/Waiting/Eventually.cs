using System.Diagnostics;

namespace Personalization.Tests.Shared.Waiting;

/// <summary>Waits for what comes true by itself and tells nobody.</summary>
internal static class Eventually
{
    public static async Task True(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience.Limit, $"Not within {Patience.Limit}: {what}");
            await Task.Delay(5);
        }
    }

    public static Task True(Func<bool> condition, string what) => True(() => Task.FromResult(condition()), what);
}
