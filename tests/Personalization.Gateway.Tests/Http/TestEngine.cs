using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Actors;
using Personalization.Contracts.Events;
using Personalization.Embedded;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Tests.Crash;

namespace Personalization.Gateway.Tests.Http;

/// <summary>
/// The engine behind the gateway of these tests: the embedded one. The tests over HTTP run a second time in Personalization.Grains.Tests, where a class of this name
/// stands for a cluster.
/// </summary>
internal static class TestEngine
{
    /// <summary>Why there is none here; <see langword="null"/> when there is.</summary>
    public static string? Missing => null;

    /// <summary>The value of <c>Engine:Host</c>.</summary>
    public static string Host => nameof(EngineKind.Embedded);

    /// <summary>Settings of a process whose states are written behind, and leave memory, as often as can be.</summary>
    public static IReadOnlyDictionary<string, string> Restless { get; } = new Dictionary<string, string>
    {
        ["ENGINE__CHECKPOINTINTERVAL"] = "00:00:00.1",
        ["ENGINE__IDLEAFTER"] = "00:00:01",
    };

    /// <summary>Starts what belongs to the engine beside the gateway.</summary>
    public static Task<IEngine?> Join(Settings settings) => Task.FromResult<IEngine?>(null);

    /// <summary>All events in the log of a running gateway's engine.</summary>
    public static Task<Event[]> Stored(RunningGateway gateway) => Task.FromResult(((EmbeddedEngine)gateway.Engine).Events(0).Select(logged => logged.Event).ToArray());

    /// <summary>What the state in a folder adds up to, once its engine has ended.</summary>
    public static async Task<string> Digest(string folder)
    {
        await using var engine = await EmbeddedEngine.Open(new EmbeddedOptions { DataFolder = folder, SessionEnds = false }, TimeProvider.System, NullLoggerFactory.Instance);
        await engine.Settle();
        return await engine.Digest();
    }

    /// <summary>Checks a folder that kills have left: the log alone, with the settings that processes had, leads to the state that is there.</summary>
    public static async Task AssertIntact(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var (exitCode, output) = await GatewayProcess.Run(settings, "replay", "--data", folder);
        Assert.Contains("identical", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }
}
