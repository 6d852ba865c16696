using Personalization.Gateway.Hosting;
using Personalization.Grains.Hosting;

namespace Personalization.Gateway.Tests.Http;

/// <summary>
/// The engine behind the gateway of these tests: the default one, a silo in the gateway's process over a folder. The tests over HTTP run a
/// second time in Personalization.Grains.Tests, where a class of this name stands for three silos over PostgreSQL.
/// </summary>
internal static class TestEngine
{
    /// <summary>Why there is none here; <see langword="null"/> when there is.</summary>
    public static string? Missing => null;

    /// <summary>Settings of a process whose states are written behind, and leave memory, as often as can be.</summary>
    public static IReadOnlyDictionary<string, string> Restless { get; } = new Dictionary<string, string>
    {
        ["CLUSTER__LOG__CHECKPOINTINTERVAL"] = "00:00:00.1",
        ["CLUSTER__IDLEAFTER"] = "00:00:01",
    };

    /// <summary>The settings of the engine whose data is in a folder, by path.</summary>
    public static Task<Dictionary<string, string?>> Settings(string folder) =>
        Task.FromResult(new Dictionary<string, string?> { ["Cluster:Storage:Folder"] = folder });

    /// <summary>Makes the data of one folder that of another, whose engine has not started yet.</summary>
    public static Task Copy(DirectoryInfo from, string to)
    {
        foreach (var file in from.GetFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }
        return Task.CompletedTask;
    }

    /// <summary>Starts what belongs to the engine beside the gateway.</summary>
    public static Task<EngineHost[]> Join(Settings settings) => Task.FromResult<EngineHost[]>([]);
}
