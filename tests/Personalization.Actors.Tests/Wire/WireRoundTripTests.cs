using System.Collections.ObjectModel;
using Personalization.Actors.Wire;
using Personalization.Contracts.Events;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Binary;

namespace Personalization.Actors.Tests.Wire;

public sealed class WireRoundTripTests
{
    public static TheoryData<string> Samples => [.. WireSamples.All.Select(sample => sample.Name)];

    public static TheoryData<WireType> WireTypes => [.. Enum.GetValues<WireType>().Where(type => type != WireType.None)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Message_made_by_hand_reads_back_the_same(string name)
    {
        var sample = WireSamples.All.Single(sample => sample.Name == name);
        WireAssert.Same(sample.Value, sample.Codec.ReadObject(sample.Write()));
    }

    [Theory]
    [MemberData(nameof(WireTypes))]
    public void Random_messages_read_back_the_same_one_behind_the_other(WireType type)
    {
        var values = new WireValues(1 + (int)type);
        var codec = WireCodecs.Find((int)type)!;
        var (writer, written) = (new ByteWriter(1), new List<object>());
        for (var i = 0; i < 1_000; i++)
        {
            written.Add(values.Next(type));
            codec.WriteObject(writer, written[i]);
        }
        var reader = new ByteReader(writer.Written);
        foreach (var value in written)
        {
            WireAssert.Same(value, codec.ReadObject(ref reader));
        }
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void Messages_without_lists_read_back_equal()
    {
        WireType[] plain =
        [
            WireType.Event, WireType.LoggedEvent, WireType.PublishResult, WireType.SessionSummary, WireType.Affinity, WireType.RecentEvent,
            WireType.RecommendationRequest, WireType.Reason, WireType.AlternativeOption, WireType.StageTrace, WireType.JsonText,
        ];
        foreach (var sample in WireSamples.All.Where(sample => plain.Contains(sample.WireType)))
        {
            Assert.Equal(sample.Value, sample.Codec.ReadObject(sample.Write()));
        }
    }

    [Fact]
    public void Features_read_back_in_the_order_of_their_names()
    {
        var sample = WireSamples.All.Single(sample => sample.Name == "user_profile.full");
        var profile = (UserProfile)sample.Value with { Features = new Dictionary<string, double> { ["b"] = 1, ["a"] = 2, ["B"] = 3, ["a.b"] = 4 } };
        var writer = new ByteWriter();
        sample.Codec.WriteObject(writer, profile);
        Assert.Equal(["B", "a", "a.b", "b"], ((UserProfile)sample.Codec.ReadObject(writer.Written)).Features.Keys);
    }

    [Fact]
    public void List_of_any_kind_reads_back_the_same()
    {
        IReadOnlyList<string> expression = ["a", "b"];
        IReadOnlyList<string> single = ["a"];
        foreach (var list in new[] { expression, single, new List<string> { "a" }, new ReadOnlyCollection<string>(["a", "b"]), new ArraySegment<string>(["a", "b"], 1, 1) })
        {
            var codec = WireCodecs.For(list.GetType())!;
            var writer = new ByteWriter();
            codec.WriteObject(writer, list);
            Assert.Equal(list, Assert.IsType<string[]>(codec.ReadObject(writer.Written)));
        }
    }

    [Fact]
    public void More_names_than_have_room_and_long_ones_read_back_the_same()
    {
        var reasons = Enumerable.Range(0, 2_000).Select(i => new Reason($"code_{i % 700}", i % 3 == 0 ? new string('x', 400 + (i % 5)) : $"Text {i % 600}", i)).ToArray();
        var codec = (WireCodec<RankedItem>)WireCodecs.Find(typeof(RankedItem))!;
        var writer = new ByteWriter();
        codec.Write(writer, new RankedItem("i", 1, reasons));
        Assert.Equal(reasons, codec.Read(writer.Written).Reasons);
    }

    [Fact]
    public void Text_that_repeats_is_written_once()
    {
        var reasons = Enumerable.Repeat(new Reason("similar_to_viewed", "Similar to what you looked at", 0.5), 20).ToArray();
        var codec = (WireCodec<RankedItem>)WireCodecs.Find(typeof(RankedItem))!;
        var writer = new ByteWriter();
        codec.Write(writer, new RankedItem("i", 1, reasons));
        Assert.InRange(writer.Length, 20 * 11, (20 * 11) + 80);
    }

    [Fact]
    public void Message_that_could_not_be_written_leaves_nothing_behind()
    {
        var codec = (WireCodec<IReadOnlyList<LoggedEvent>>)WireCodecs.Find(typeof(IReadOnlyList<LoggedEvent>))!;
        var sample = WireSamples.All.Single(sample => sample.Name == "logged_events.full");
        var writer = new ByteWriter();
        Assert.ThrowsAny<Exception>(() => codec.Write(writer, [.. (List<LoggedEvent>)sample.Value, new LoggedEvent(1, null!)]));
        Assert.Equal(0, writer.Length);
        codec.Write(writer, (List<LoggedEvent>)sample.Value);
        Assert.Equal(sample.Write(), writer.ToArray());
    }
}
