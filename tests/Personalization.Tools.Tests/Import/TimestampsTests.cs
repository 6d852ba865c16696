using Personalization.Tools.Import;

namespace Personalization.Tools.Tests.Import;

public sealed class TimestampsTests
{
    [Theory]
    [InlineData("2026-05-20T14:30:00Z", "2026-05-20T14:30:00.0000000+00:00")]
    [InlineData("2026-05-20T14:30:00+02:00", "2026-05-20T12:30:00.0000000+00:00")]
    [InlineData("2026-05-20 14:30", "2026-05-20T14:30:00.0000000+00:00")]
    [InlineData("2026-05-20T14:30:00.123456Z", "2026-05-20T14:30:00.1230000+00:00")]
    [InlineData("1260759144", "2009-12-14T02:52:24.0000000+00:00")]
    [InlineData("1659304800025", "2022-07-31T22:00:00.0250000+00:00")]
    [InlineData("1659304800025000", "2022-07-31T22:00:00.0250000+00:00")]
    [InlineData("1260759144.5", "2009-12-14T02:52:24.5000000+00:00")]
    public void Usual_forms_are_read(string text, string expected)
    {
        Assert.True(Timestamps.TryParse(text, out var time));
        Assert.Equal(expected, time.ToUniversalTime().ToString("O"));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("1e300")]
    [InlineData("NaN")]
    [InlineData("2026-13-01")]
    public void Anything_else_is_refused(string text) => Assert.False(Timestamps.TryParse(text, out _));
}
