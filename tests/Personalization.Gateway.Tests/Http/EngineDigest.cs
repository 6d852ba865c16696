using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Log;
using Personalization.Log.Profiles;
using Personalization.Log.Snapshots;
using Personalization.Contracts;
using Personalization.Engine.Profiles;
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
        await using var process = await EngineProcess.Open(
            settings.Cluster, settings.Node, TimeProvider.System, NullLoggerFactory.Instance);
        await using var replica = await ReplayedEngine.Open(
            process.Stores.Logs, process.Stores.Snapshots, settings.Node, process.Node.Context.IdHash, settings.Cluster.Log,
            NullLoggerFactory.Instance);
        var parts = replica.Partitions == 1 ? await replica.Digest() : [("persons", await Profiles(process))];
        return (string.Join(' ', parts.Select(static part => $"{part.Part}:{part.Digest}")), replica.Entries);
    }

    // Where several partitions tell each other of visits, and in which order they are learnt from, is free; what is known of each person is
    // not.
    private static async Task<string> Profiles(EngineProcess process)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var row in process.Stores.Snapshots.Scan(SnapshotKind.User))
        {
            var state = new UserState();
            state.Read(row.State.Span, process.Node.Context);
            var profile = ProfileDescription.Of(row.Key, state, process.Node.Context, state.LastSeen) with { AppliedPosition = 0 };
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(profile, ContractsJson.Default.UserProfile));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// Checks data that kills have left: the log alone, with the settings that processes had, leads to the state that is there.
    /// </summary>
    public static async Task AssertIntact(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var (exitCode, output) = await Crash.GatewayProcess.Run(folder, settings, "replay");
        Assert.Contains("identical", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }
}
