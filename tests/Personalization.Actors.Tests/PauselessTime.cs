using Microsoft.Extensions.Time.Testing;

namespace Personalization.Actors.Tests;

/// <summary>A clock that moves only when told, but pauses between attempts take no time; what repeats, and somebody's patience, wait for it to move all the same.</summary>
internal sealed class PauselessTime() : FakeTimeProvider(TestNode.Start)
{
    // Longer ones are somebody's patience.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, period <= TimeSpan.Zero && dueTime > TimeSpan.Zero && dueTime <= s_longestPause ? TimeSpan.Zero : dueTime, period);
}
