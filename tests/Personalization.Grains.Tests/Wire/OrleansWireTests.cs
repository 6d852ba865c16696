using Personalization.Actors.Tests.Wire;
using Personalization.Contracts.Events;
using Personalization.Contracts.Profiles;
using Personalization.Grains.Tests.Cluster;

namespace Personalization.Grains.Tests.Wire;

/// <summary>The engine's messages as Orleans sends them from silo to silo.</summary>
public sealed class OrleansWireTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    public static TheoryData<string> Names => [.. WireSamples.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_travels_in_the_engine_s_own_form(string name)
    {
        var sample = WireSamples.All.First(s => s.Name == name);
        var bytes = ClusterNode.Write(fixture.Cluster.Nodes[0], sample.Value, sample.Codec.Type);
        // A list crosses as a list of Orleans with messages in it.
        Assert.True(sample.Codec.Type.IsInterface || bytes.AsSpan().IndexOf(sample.Write()) > 0, "The message's own bytes are not in what is sent.");
        WireAssert.Same(sample.Value, ClusterNode.Read(fixture.Cluster.Nodes[1], bytes, sample.Codec.Type)!);
    }

    [Fact]
    public void Nothing_travels_as_nothing()
    {
        foreach (var type in new[] { typeof(UserProfile), typeof(IReadOnlyList<Event>), typeof(object) })
        {
            Assert.Null(ClusterNode.Read(fixture.Cluster.Nodes[1], ClusterNode.Write(fixture.Cluster.Nodes[0], null, type), type));
        }
    }

    [Fact]
    public void Message_that_stands_twice_in_another_one_is_read_twice()
    {
        var value = WireSamples.All.First(s => s.Value is Event).Value;
        var read = (object?[])ClusterNode.Read(fixture.Cluster.Nodes[1], ClusterNode.Write(fixture.Cluster.Nodes[0], new object?[] { value, null, value }, typeof(object)), typeof(object))!;
        Assert.Null(read[1]);
        WireAssert.Same(value, read[0]!);
        WireAssert.Same(value, read[2]!);
    }
}
