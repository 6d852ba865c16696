using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Personalization.Log.Partitions;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Grains.Tests.Cluster;

namespace Personalization.Grains.Tests.Serialization;

/// <summary>The engine's messages as Orleans carries them from process to process, and hands them over within one.</summary>
public sealed class MessageTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    public static TheoryData<string> Names => [.. Messages.Types.Select(static type => type.ToString())];

    private IServiceProvider Services => fixture.Cluster.Hosts[0].Host.Services;

    [Theory]
    [MemberData(nameof(Names))]
    public void Filled_message_reads_back_equal_on_another_silo(string name)
    {
        var type = Find(name);
        var message = new MessageSample().Fill(type);
        Assert.DoesNotContain("null", MessageSample.Text(message), StringComparison.Ordinal);
        var bytes = ClusterNode.Write(fixture.Cluster.Hosts[0], message, type);
        Assert.Equal(MessageSample.Text(message), MessageSample.Text(ClusterNode.Read(fixture.Cluster.Hosts[1], bytes, type)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_is_not_copied_within_a_silo(string name)
    {
        var type = Find(name);
        if (!Messages.IsOurs(type))
        {
            return;
        }
        var message = new MessageSample().Fill(type);
        var copy = Services.GetRequiredService<DeepCopier>().Copy(message);
        if (type.IsValueType)
        {
            // What it holds is the same.
            Assert.All(Messages.Members(type).Where(static member => !member.PropertyType.IsValueType), member =>
                Assert.Same(member.GetValue(message), member.GetValue(copy)));
            return;
        }
        Assert.Same(message, copy);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_and_its_members_keep_their_names_on_the_wire_when_renamed(string name)
    {
        var type = Find(name);
        if (!Messages.IsOurs(type) || type == typeof(Contracts.JsonText))
        {
            return;
        }
        Assert.NotNull(type.GetCustomAttribute<AliasAttribute>());
        if (type.IsEnum)
        {
            return;
        }
        var ids = Messages.Members(type).Select(static member => member.GetCustomAttribute<IdAttribute>()).ToArray();
        Assert.DoesNotContain(null, ids);
        Assert.Equal(ids.Length, ids.Select(static id => id!.Id).Distinct().Count());
    }

    [Fact]
    public void Lists_that_are_arguments_are_not_copied_within_a_silo() => Assert.All(
        Messages.Calls
            .SelectMany(static call => call.GetParameters())
            .Where(static parameter => parameter.ParameterType is { IsGenericType: true, IsValueType: false }),
        static parameter => Assert.True(
            parameter.GetCustomAttribute<ImmutableAttribute>() is not null,
            $"{parameter.Name} of {parameter.Member.DeclaringType}.{parameter.Member.Name} lacks [Immutable]."));

    [Fact]
    public void Observations_that_are_not_sent_are_none_on_another_silo()
    {
        var bytes = ClusterNode.Write(fixture.Cluster.Hosts[0], new PartitionUpdates(1, 7, [new byte[] { 1 }]), typeof(PartitionUpdates));
        var read = Assert.IsType<PartitionUpdates>(ClusterNode.Read(fixture.Cluster.Hosts[1], bytes, typeof(PartitionUpdates)));
        Assert.True(read.IsComplete);
    }

    [Fact]
    public async Task Call_within_a_silo_hands_over_the_caller_s_objects()
    {
        var here = Services.GetRequiredService<IGrainFactory>().GetGrain<IEchoGrain>(Guid.NewGuid());
        var request = new RankRequest { Items = ["a", "b"] };
        IReadOnlyList<Event> events = [new() { EventType = "page_view" }, new() { EventType = "search" }];
        Assert.Same(request, await here.Tell(request));
        Assert.Same(events, (await here.TellAll(events)).Events);
    }

    [Fact]
    public void Members_that_a_newer_release_added_are_skipped()
    {
        var bytes = Services.GetRequiredService<Serializer<NewerOrder>>().SerializeToArray(NewerOrder.Sample);
        var read = Services.GetRequiredService<Serializer<OlderOrder>>().Deserialize(bytes)!;
        Assert.Equal(OlderOrder.Sample with { Tags = read.Tags }, read);
        Assert.Equal(OlderOrder.Sample.Tags, read.Tags);
    }

    [Fact]
    public void Members_that_an_older_release_lacks_have_their_defaults()
    {
        var bytes = Services.GetRequiredService<Serializer<OlderOrder>>().SerializeToArray(OlderOrder.Sample);
        var read = Services.GetRequiredService<Serializer<NewerOrder>>().Deserialize(bytes)!;
        Assert.Equal(NewerOrder.Sample with { Line = new NewerLine("gift", null), Coupon = null, Parcels = 1, Tags = read.Tags }, read);
        Assert.Equal(NewerOrder.Sample.Tags, read.Tags);
    }

    private static Type Find(string name) => Messages.Types.Single(type => type.ToString() == name);
}
