namespace Personalization.Tests.Shared.Waiting;

/// <summary>How long tests wait for what must come.</summary>
internal static class Patience
{
    /// <summary>
    /// Tells a test that hangs, and never one on a slow machine: two minutes are far more than anything takes that is waited for, and what
    /// comes in time is not waited for any longer.
    /// </summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(2);
}
