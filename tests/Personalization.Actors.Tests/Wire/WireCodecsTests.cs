using System.Collections.ObjectModel;
using Personalization.Actors.Wire;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;

namespace Personalization.Actors.Tests.Wire;

public sealed class WireCodecsTests
{
    [Fact]
    public void Every_wire_type_has_one_codec_that_is_found_by_number_and_by_type()
    {
        Assert.Equal(Enum.GetValues<WireType>().Where(type => type != WireType.None).Select(type => (int)type), WireCodecs.All.Select(codec => codec.Id).Order());
        foreach (var codec in WireCodecs.All)
        {
            Assert.InRange(codec.Id, 1, WireCodecs.MaxId);
            Assert.Same(codec, WireCodecs.Find(codec.Id));
            Assert.Same(codec, WireCodecs.Find(codec.Type));
            Assert.Same(codec, WireCodecs.For(codec.Type));
            Assert.True(WireCodecs.Knows(codec.Type));
            Assert.Equal(1, codec.Version);
        }
    }

    [Fact]
    public void Every_wire_type_has_a_full_and_a_minimal_sample()
    {
        var expected = WireCodecs.All.SelectMany(codec => new[] { codec.Id, codec.Id }).Order();
        var samples = WireSamples.All.Where(sample => sample.Name.Split('.')[1] is "full" or "minimal");
        Assert.Equal(expected, samples.Select(sample => (int)sample.WireType).Order());
    }

    [Fact]
    public void Whatever_actors_take_and_give_has_a_codec()
    {
        foreach (var actor in new[] { typeof(IUser), typeof(ISession) })
        {
            foreach (var method in actor.GetMethods())
            {
                Assert.All(method.GetParameters(), parameter => Assert.True(WireCodecs.Knows(parameter.ParameterType), $"{actor.Name}.{method.Name}"));
                if (method.ReturnType.IsGenericType)
                {
                    Assert.True(WireCodecs.Knows(method.ReturnType.GenericTypeArguments[0]), $"{actor.Name}.{method.Name}");
                }
            }
        }
    }

    [Fact]
    public void Number_that_no_message_has_finds_nothing()
    {
        foreach (var id in new[] { int.MinValue, -1, 0, 6, WireCodecs.MaxId + 1, int.MaxValue })
        {
            Assert.Null(WireCodecs.Find(id));
        }
    }

    [Fact]
    public void List_of_any_kind_finds_the_codec_of_its_elements()
    {
        IReadOnlyList<LoggedEvent> expression = [new(1, new Event { EventType = "x" }), new(2, new Event { EventType = "y" })];
        Assert.Equal((int)WireType.LoggedEvents, WireCodecs.For(expression.GetType())?.Id);
        Assert.Equal((int)WireType.LoggedEvents, WireCodecs.For(typeof(LoggedEvent[]))?.Id);
        Assert.Equal((int)WireType.LoggedEvents, WireCodecs.For(typeof(List<LoggedEvent>))?.Id);
        Assert.Equal((int)WireType.Events, WireCodecs.For(typeof(ReadOnlyCollection<Event>))?.Id);
        Assert.Equal((int)WireType.Items, WireCodecs.For(typeof(ArraySegment<Item>))?.Id);
        Assert.Equal((int)WireType.ItemChanges, WireCodecs.For(typeof(IReadOnlyList<ItemChange>))?.Id);
        Assert.Equal((int)WireType.Texts, WireCodecs.For(typeof(string[]))?.Id);
        Assert.Equal((int)WireType.Numbers, WireCodecs.For(typeof(List<double>))?.Id);
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(double))]
    [InlineData(typeof(object))]
    [InlineData(typeof(object[]))]
    [InlineData(typeof(float[]))]
    [InlineData(typeof(IEnumerable<string>))]
    [InlineData(typeof(HashSet<string>))]
    [InlineData(typeof(List<StageTrace>))]
    [InlineData(typeof(JsonText?))]
    public void Type_that_is_no_message_finds_nothing(Type type)
    {
        Assert.False(WireCodecs.Knows(type));
        Assert.Null(WireCodecs.For(type));
    }

    [Fact]
    public void Value_of_another_type_is_refused()
    {
        var writer = new Engine.Binary.ByteWriter();
        Assert.Throws<InvalidCastException>(() => WireCodecs.Find(typeof(Item))!.WriteObject(writer, "text"));
        Assert.Throws<ArgumentNullException>(() => WireCodecs.Find(typeof(Item))!.WriteObject(writer, null!));
        Assert.Equal(0, writer.Length);
    }
}
