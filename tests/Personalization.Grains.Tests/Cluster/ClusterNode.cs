using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Runtime.Placement;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Session;
using Personalization.Actors;
using Personalization.Actors.Logs;
using Personalization.Grains.Hosting;
using Personalization.Grains.Logs;
using Personalization.Grains.Profiles;
using Personalization.Grains.Sessions;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>What tests do to a silo, and ask of it, beyond what the engine offers.</summary>
internal static class ClusterNode
{
    /// <summary>Ends a silo without letting anything end in it.</summary>
    public static Task Kill(IEngine node) => ((ClusterEngine)node).Host.StopAsync(new CancellationToken(canceled: true));

    /// <summary>Has persons and visits leave memory, on all silos.</summary>
    public static Task Deactivate(IEngine node) => Management(node).ForceActivationCollection(TimeSpan.Zero);

    /// <summary>The silos that hold an actor in memory.</summary>
    public static async Task<string[]> Places(IEngine node, ActorId actor)
    {
        var id = Find(node, actor).GetGrainId();
        return [.. (await Management(node).GetDetailedGrainStatistics()).Where(activation => activation.GrainId == id).Select(activation => activation.SiloAddress.ToString())];
    }

    /// <summary>The silos of the partitions of the log, one for each.</summary>
    public static async Task<string[]> Writers(IEngine node) =>
        [.. (await Management(node).GetDetailedGrainStatistics()).Where(activation => activation.GrainId.Type == GrainType.Create("partition")).Select(activation => activation.SiloAddress.ToString())];

    /// <summary>Asks an actor to move to another silo once it is idle.</summary>
    public static async Task Move(IEngine node, ActorId actor)
    {
        var place = Assert.Single(await Places(node, actor));
        var silos = await Management(node).GetHosts(onlyActive: true);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silos.Keys.First(silo => silo.ToString() != place));
        await Find(node, actor).AsReference<IGrainManagementExtension>().MigrateOnIdle();
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
    }

    /// <summary>The actors as a partition of the log sees them.</summary>
    public static ILogActors Actors(IEngine node) => new GrainActors(Grains(node));

    /// <summary>A message as it goes to another silo, as an argument or an answer of this type.</summary>
    public static byte[] Write(IEngine node, object? message, Type type)
    {
        using var session = Services(node).GetRequiredService<SerializerSessionPool>().GetSession();
        var writer = Writer.Create(new ArrayBufferWriter<byte>(), session);
        session.CodecProvider.GetCodec(type).WriteField(ref writer, 0, type, message!);
        writer.Commit();
        return writer.Output.WrittenSpan.ToArray();
    }

    /// <summary>A message as it comes from another silo.</summary>
    public static object? Read(IEngine node, byte[] message, Type type) => Services(node).GetRequiredService<ObjectSerializer>().Deserialize(message, type);

    private static IServiceProvider Services(IEngine node) => ((ClusterEngine)node).Host.Services;

    private static IGrainFactory Grains(IEngine node) => Services(node).GetRequiredService<IGrainFactory>();

    private static IManagementGrain Management(IEngine node) => Grains(node).GetGrain<IManagementGrain>(0);

    private static IFollowerGrain Find(IEngine node, ActorId actor) =>
        actor.Kind == ActorKind.User ? Grains(node).GetGrain<IUserGrain>(actor.Key) : Grains(node).GetGrain<ISessionGrain>(actor.Key);
}
