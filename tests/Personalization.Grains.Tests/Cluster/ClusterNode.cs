using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Runtime.Placement;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Session;
using Personalization.Log.Partitions;
using Personalization.Grains.Hosting;
using Personalization.Grains.Partitions;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>What tests do to a silo, and ask of it, beyond what the engine offers.</summary>
internal static class ClusterNode
{
    private static readonly GrainType s_partition = GrainType.Create("partition");

    /// <summary>Ends a silo without letting anything end in it.</summary>
    public static Task Kill(EngineHost node) => node.Host.StopAsync(new CancellationToken(canceled: true));

    /// <summary>The grains, as this silo finds them.</summary>
    public static IGrainFactory Grains(EngineHost node) => Services(node).GetRequiredService<IGrainFactory>();

    /// <summary>The partitions of the log that a silo writes.</summary>
    public static IReadOnlyDictionary<int, LogPartition> Partitions(EngineHost node) =>
        Services(node).GetRequiredService<IReadOnlyDictionary<int, LogPartition>>();

    /// <summary>The silos that write partitions, by partition.</summary>
    public static async Task<Dictionary<int, SiloAddress>> Writers(EngineHost node)
    {
        var activations = await Grains(node).GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return activations.Where(static activation => activation.GrainId.Type == s_partition)
            .GroupBy(static activation => (int)activation.GrainId.GetIntegerKey())
            .ToDictionary(static partition => partition.Key, static partition => partition.First().SiloAddress);
    }

    /// <summary>Has each partition go where it belongs at once, and waits until all are there.</summary>
    /// <param name="node">Any silo.</param>
    /// <param name="silos">How many silos there are.</param>
    public static Task Spread(EngineHost node, int silos)
    {
        var members = Services(node).GetRequiredService<ISiloStatusOracle>();
        var places = Services(node).GetRequiredService<PartitionPlaces>();
        return Eventually.True(
            async () =>
            {
                var active = members.GetApproximateSiloStatuses(onlyActive: true).Keys.ToArray();
                if (active.Length != silos)
                {
                    return false;
                }
                var writers = await Writers(node);
                var misplaced = writers.Where(writer => !writer.Value.Equals(places.Of(writer.Key, active)))
                    .Select(static writer => writer.Key).ToArray();
                await Task.WhenAll(misplaced.Select(partition => Move(node, partition, places.Of(partition, active))));
                return misplaced.Length == 0 && writers.Count == Services(node).GetRequiredService<LogOptions>().Partitions;
            },
            $"{silos} silos write their parts of the log");
    }

    /// <summary>Has all persons and visits leave memory.</summary>
    public static async Task LeaveMemory(IEnumerable<EngineHost> nodes)
    {
        foreach (var partition in nodes.SelectMany(static node => Partitions(node).Values))
        {
            await partition.Checkpoint();
            partition.Sweep(TimeSpan.Zero);
            Assert.Equal((0, 0), (partition.Users, partition.Sessions));
        }
    }

    /// <summary>Calls a grain that has no activation yet, and has it come up on a certain silo.</summary>
    public static async ValueTask<T> CallOn<T>(EngineHost node, Func<ValueTask<T>> call)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, Address(node));
        try
        {
            return await call();
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <summary>A message as it goes to another silo, as an argument or an answer of this type.</summary>
    public static byte[] Write(EngineHost node, object? message, Type type)
    {
        using var session = Services(node).GetRequiredService<SerializerSessionPool>().GetSession();
        var writer = Writer.Create(new ArrayBufferWriter<byte>(), session);
        session.CodecProvider.GetCodec(type).WriteField(ref writer, 0, type, message!);
        writer.Commit();
        return writer.Output.WrittenSpan.ToArray();
    }

    /// <summary>A message as it comes from another silo.</summary>
    public static object? Read(EngineHost node, byte[] message, Type type) =>
        Services(node).GetRequiredService<ObjectSerializer>().Deserialize(message, type);

    private static SiloAddress Address(EngineHost node) => Services(node).GetRequiredService<ILocalSiloDetails>().SiloAddress;

    private static IServiceProvider Services(EngineHost node) => node.Host.Services;

    private static async Task Move(EngineHost node, int partition, SiloAddress place)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, place);
        await Grains(node).GetGrain<IPartitionGrain>(partition).AsReference<IGrainManagementExtension>().MigrateOnIdle();
    }
}
