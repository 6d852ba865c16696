using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Actors;
using Personalization.Gateway.Hosting;
using Personalization.Grains.Hosting;

namespace Personalization.Gateway.Tests.Http;

/// <summary>What the state of an engine that has ended adds up to.</summary>
internal static class EngineDigest
{
    /// <summary>The digest of an engine whose data is in a folder.</summary>
    public static async Task<(string Digest, long Entries)> Of(string folder)
    {
        var settings = Settings.Read(Settings.Sources(null, await TestEngine.Settings(folder)));
        await using var process = await EngineProcess.Open(settings.Cluster, settings.Node, TimeProvider.System, NullLoggerFactory.Instance);
        await using var replica = await EngineReplica.Open(
            process.Stores.Logs, process.Stores.Snapshots, settings.Node, process.Node.Context.IdHash, settings.Cluster.Log, NullLoggerFactory.Instance);
        // In which order several partitions were learnt from is free.
        var parts = (await replica.Digest()).Where(part => replica.Partitions == 1 || part.Part != "items");
        return (string.Join(' ', parts.Select(static part => $"{part.Part}:{part.Digest}")), replica.Entries);
    }

    /// <summary>Checks data that kills have left: the log alone, with the settings that processes had, leads to the state that is there.</summary>
    public static async Task AssertIntact(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var (exitCode, output) = await Crash.GatewayProcess.Run(folder, settings, "replay");
        Assert.Contains("identical", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }
}
