using Personalization.Actors;
using Personalization.Actors.Logs;
using Personalization.Grains.Hosting;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>Stands in for what tests do to a silo in a build without Orleans; they are skipped before they call it.</summary>
internal static class ClusterNode
{
    public static Task Kill(IEngine node) => throw Missing();

    public static Task Deactivate(IEngine node) => throw Missing();

    public static Task<string[]> Places(IEngine node, ActorId actor) => throw Missing();

    public static Task<string[]> Writers(IEngine node) => throw Missing();

    public static Task Move(IEngine node, ActorId actor) => throw Missing();

    public static ILogActors Actors(IEngine node) => throw Missing();

    public static byte[] Write(IEngine node, object? message, Type type) => throw Missing();

    public static object? Read(IEngine node, byte[] message, Type type) => throw Missing();

    private static NotSupportedException Missing() => new(ClusterEngine.Missing);
}
