using Microsoft.Extensions.Time.Testing;

namespace Personalization.Log.Tests;

/// <summary>
/// A clock that moves only when told, but pauses between attempts take no time; what repeats, and somebody's patience, wait for it to
/// move all the same. A loop that pauses until the clock has moved on never ends with it.
/// </summary>
internal sealed class PauselessTime() : FakeTimeProvider(TestNode.Start)
{
    // Longer ones are somebody's patience.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isPause = period <= TimeSpan.Zero && dueTime > TimeSpan.Zero && dueTime <= s_longestPause;
        return base.CreateTimer(callback, state, isPause ? TimeSpan.Zero : dueTime, period);
    }
}
