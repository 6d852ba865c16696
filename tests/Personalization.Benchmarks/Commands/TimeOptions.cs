using System.CommandLine;

namespace Personalization.Benchmarks.Commands;

/// <summary>Options of every verb that measures.</summary>
internal static class TimeOptions
{
    public static Option<double> WarmUp { get; } = new("--warm-up")
    {
        Description = "Seconds of load before each measurement.",
        DefaultValueFactory = _ => 3,
    };

    public static Option<double> Duration { get; } = new("--duration")
    {
        Description = "Seconds of each measurement.",
        DefaultValueFactory = _ => 8,
    };
}
