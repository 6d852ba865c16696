using Personalization.Actors.Wire;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Binary;

namespace Personalization.Actors.Tests.Wire;

/// <summary>Two releases in one cluster: version 1 of a made-up message, and version 2 that gained a member in the message, in its parts and among its names.</summary>
public sealed class WireCompatibilityTests
{
    private const WireType Made = (WireType)127;

    private static readonly WireCodec<Order> Older = new(Made, 1, WriteOlder, ReadOlder);
    private static readonly WireCodec<Order> Newer = new(Made, 2, WriteNewer, ReadNewer);

    private static readonly Order Value = new(7, "shop", "gift", [new Line("a", 2, "red"), new Line("b", 1, "shop"), new Line("c", 0, null)]);

    [Fact]
    public void Newer_reader_reads_its_own_form()
    {
        var order = Newer.Read(Write(Newer, Value));
        Assert.Equal(Value with { Lines = order.Lines }, order);
        Assert.Equal(Value.Lines, order.Lines);
    }

    [Fact]
    public void Older_reader_leaves_what_a_newer_writer_added()
    {
        var order = Older.Read(Write(Newer, Value));
        Assert.Equal(new Order(7, "shop", null, order.Lines), order);
        Assert.Equal([new Line("a", 2, null), new Line("b", 1, null), new Line("c", 0, null)], order.Lines);
    }

    [Fact]
    public void Newer_reader_finds_absent_what_an_older_writer_lacked()
    {
        var order = Newer.Read(Write(Older, Value));
        Assert.Equal(new Order(7, "shop", null, order.Lines), order);
        Assert.Equal([new Line("a", 2, null), new Line("b", 1, null), new Line("c", 0, null)], order.Lines);
    }

    [Fact]
    public void Message_behind_one_of_a_newer_writer_is_found()
    {
        var writer = new ByteWriter();
        Newer.Write(writer, Value);
        Older.Write(writer, Value with { Id = 8 });
        var reader = new ByteReader(writer.Written);
        Assert.Equal(7, Older.Read(ref reader).Id);
        Assert.Equal(8, Older.Read(ref reader).Id);
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void Members_behind_those_of_every_message_are_left()
    {
        foreach (var sample in WireSamples.All)
        {
            var inner = new ByteReader(sample.Write());
            var writer = new ByteWriter();
            var block = writer.BeginBlock();
            writer.Raw(inner.Block());
            writer.Text("what version 200 adds");
            writer.EndBlock(block);
            var later = writer.ToArray();
            later[later[0] < 0x80 ? 1 : 2] = 200;
            WireAssert.Same(sample.Value, sample.Codec.ReadObject(later));
        }
    }

    [Fact]
    public void Members_behind_those_of_every_part_are_left()
    {
        var list = new WireCodec<RecommendationResult>(Made, 2, WriteLaterList, static (ref reader) => throw new NotSupportedException());
        var sample = WireSamples.All.Single(sample => sample.Name == "recommendation_result.full");
        WireAssert.Same(sample.Value, sample.Codec.ReadObject(Write(list, (RecommendationResult)sample.Value)));
    }

    [Fact]
    public void Bits_of_members_that_a_reader_does_not_know_are_left()
    {
        var request = new WireCodec<RankRequest>(Made, 2, static (writer, request) =>
        {
            writer.Presence(1 | (1 << 20));
            writer.Texts(request.Items);
            writer.Text(request.UserId!);
            writer.Name("a member of version 2");
        }, static (ref reader) => throw new NotSupportedException());
        var value = new RankRequest { UserId = "u", Items = ["a"] };
        WireAssert.Same(value, WireCodecs.Find(typeof(RankRequest))!.ReadObject(Write(request, value)));
    }

    [Fact]
    public void Version_zero_is_refused() =>
        Assert.Throws<FormatException>(() => Older.Read(Write(new WireCodec<Order>(Made, 0, WriteOlder, ReadOlder), Value)));

    private static byte[] Write<T>(WireCodec<T> codec, T value)
        where T : notnull
    {
        var writer = new ByteWriter();
        codec.Write(writer, value);
        return writer.ToArray();
    }

    private static void WriteOlder(WireWriter writer, Order order)
    {
        writer.Whole(order.Id);
        writer.Name(order.Shop);
        writer.Parts(order.Lines, WriteOlderLine);
    }

    private static Order ReadOlder(ref WireReader reader) => new(reader.Int32(), reader.Name(), null, reader.Parts(ReadOlderLine));

    private static void WriteOlderLine(WireWriter writer, Line line)
    {
        writer.Text(line.Item);
        writer.Whole(line.Pieces);
    }

    private static Line ReadOlderLine(ref WireReader reader) => new(reader.Text(), reader.Int32(), null);

    private static void WriteNewer(WireWriter writer, Order order)
    {
        writer.Whole(order.Id);
        writer.Name(order.Shop);
        writer.Parts(order.Lines, WriteNewerLine);
        writer.Name(order.Note);
    }

    private static Order ReadNewer(ref WireReader reader)
    {
        var (id, shop, lines) = (reader.Int32(), reader.Name(), reader.Parts(ReadNewerLine));
        return new Order(id, shop, reader.AtEnd ? null : reader.NameOrNull(), lines);
    }

    private static void WriteNewerLine(WireWriter writer, Line line)
    {
        WriteOlderLine(writer, line);
        writer.Name(line.Colour);
    }

    private static Line ReadNewerLine(ref WireReader reader) =>
        new(reader.Text(), reader.Int32(), reader.AtEnd ? null : reader.NameOrNull());

    // The form of today with a member more behind everything that has a length.
    private static void WriteLaterList(WireWriter writer, RecommendationResult result)
    {
        writer.Presence(1 | 2 | 4);
        writer.Text(result.DecisionId);
        writer.Name(result.ModelVersion);
        writer.Number(result.LatencyMs);
        writer.Parts(result.Items, static (writer, item) =>
        {
            writer.Text(item.ItemId);
            writer.Number(item.Score);
            writer.Parts(item.Reasons, static (writer, reason) =>
            {
                writer.Name(reason.Code);
                writer.Name(reason.Text);
                writer.Number(reason.Weight);
                writer.Name("because");
            });
            writer.Numbers([1, 2, 3]);
        });
        writer.Text(result.UserId!);
        writer.Parts(result.Stages!, static (writer, stage) =>
        {
            writer.Name(stage.Stage);
            writer.Name(stage.Name);
            writer.Whole(stage.Items);
            writer.Number(stage.LatencyMs);
            writer.Name(null);
        });
        writer.Time(DateTimeOffset.UnixEpoch);
    }

    private sealed record Order(int Id, string Shop, string? Note, IReadOnlyList<Line> Lines);

    private sealed record Line(string Item, int Pieces, string? Colour);
}
