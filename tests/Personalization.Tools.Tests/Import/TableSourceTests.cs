using System.IO.Compression;
using System.Text;
using Personalization.Contracts.Events;
using Personalization.Tools.Import;

namespace Personalization.Tools.Tests.Import;

public sealed class TableSourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mapped_columns_fill_the_fields_and_the_rest_is_kept()
    {
        var path = _folder.File("orders.csv", "\uFEFFcustomer,sku,ts,amount,city,note\r\nc1,s1,1659304800,19.5,Lyon,\"a \"\"b\"\"\"\r\n");
        var map = ColumnMap.Parse(
            "user_id=customer,item_id=sku,timestamp=ts,event_type=const:purchase,value=amount,context.location=city", ImportKind.Events);
        var read = Assert.Single(new CsvSource(path, map).Read()).Event!;
        Assert.Equal(("c1", "s1", "purchase", 19.5), (read.UserId, read.ItemId, read.EventType, read.Value));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1659304800), read.Timestamp);
        Assert.Equal("""{"location":"Lyon"}""", read.Context.ToString());
        Assert.Equal("a \"b\"", read.Properties.GetString("note"u8));
        Assert.Null(read.Properties.GetString("city"u8));
        Assert.NotNull(read.EventId);
    }

    [Fact]
    public void Made_up_ids_are_the_same_in_every_run_and_differ_between_files()
    {
        var map = ColumnMap.Parse("event_type=const:click", ImportKind.Events);
        var one = new CsvSource(_folder.File("one.csv", "user_id\na\nb\n"), map);
        var two = new CsvSource(_folder.File("two.csv", "user_id\na\nc\n"), map);
        Assert.Equal(Ids(one), Ids(one));
        Assert.Empty(Ids(one).Intersect(Ids(two)));
        static List<string?> Ids(CsvSource source) => [.. source.Read().Select(record => record.Event!.EventId)];
    }

    [Fact]
    public void Items_are_read_with_tags_numbers_and_attributes()
    {
        var path = _folder.File("items.csv", "product_id;name;price;stock;tags;color\np1;Lamp;12.5;3;a|b c;red\np2;;;;;\n");
        var items = new CsvSource(path, ColumnMap.Parse(null, ImportKind.Items), ';').Read().Select(record => record.Item!).ToArray();
        Assert.Equal(("p1", "Lamp", 12.5, 3), (items[0].ItemId, items[0].Name, items[0].Price, items[0].Stock));
        Assert.Equal(["a", "b c"], items[0].Tags);
        Assert.Equal("""{"color":"red"}""", items[0].Attributes.ToString());
        Assert.True(items[1].Attributes.IsEmpty);
    }

    [Fact]
    public void Bad_rows_give_faults_that_name_line_and_field()
    {
        var path = _folder.File("bad.csv", "user_id,event_type,timestamp,value\nu,click,never,1\nu,click\nu,,2026-01-01,1\nu,click,"
            + "2026-01-01,many\nu,click,2026-01-01,1\n");
        var records = new CsvSource(path, ColumnMap.Parse(null, ImportKind.Events)).Read().ToArray();
        Assert.Equal(
            [(2, "timestamp"), (3, null), (4, "event_type"), (5, "value")],
            records.Where(r => r.Fault is not null).Select(r => ((int)r.Line, r.Fault!.Field)));
        Assert.Equal(6, Assert.Single(records, r => r.Event is not null).Line);
    }

    [Fact]
    public void Json_lines_are_read_with_nested_names_and_bad_lines_are_faults()
    {
        var path = _folder.File("events.jsonl", """
            {"who":{"id":7},"type":"click","extra":[1,2]}
            {"who":{"id":8},"type":
            [1]

            {"who":{"id":9},"type":"click"}
            """);
        var map = ColumnMap.Parse("user_id=who.id,event_type=type", ImportKind.Events);
        var records = new JsonLinesSource(path, map).Read().ToArray();
        Assert.Equal(["7", "9"], records.Where(r => r.Event is not null).Select(r => r.Event!.UserId));
        Assert.Equal([2, 3], records.Where(r => r.Fault is not null).Select(r => r.Line));
        Assert.Contains("\"extra\":[1,2]", records[0].Event!.Properties.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Compressed_files_are_read()
    {
        var path = Path.Combine(_folder.Path, "e.jsonl.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes("""{"user_id":"u","event_type":"click"}"""));
        }
        Assert.Equal("u", Assert.Single(new JsonLinesSource(path, ColumnMap.Parse("", ImportKind.Events)).Read()).Event!.UserId);
    }

    [Theory]
    [InlineData("user=customer", "names the field \"user\"")]
    [InlineData("user_id", "must be written")]
    [InlineData("user_id=a,user_id=b", "twice")]
    [InlineData("user_id.x=a", "names the field \"user_id.x\"")]
    public void Mapping_that_makes_no_sense_is_refused(string map, string message) =>
        Assert.Contains(
            message, Assert.Throws<FormatException>(() => ColumnMap.Parse(map, ImportKind.Events)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Export_is_read_back_unchanged()
    {
        var items = Demo.DemoShop.Items.Take(200).ToArray();
        Event[] events = [.. Demo.DemoShop.Traffic.History(Demo.DemoShop.AsOf.AddHours(-3), Demo.DemoShop.AsOf)];
        Assert.Equal((200, events.Length), await NdjsonExport.Write(_folder.Path, items, events.ToAsyncEnumerable()));
        var readEvents = new JsonLinesSource(Path.Combine(_folder.Path, NdjsonExport.EventsFile), ColumnMap.Parse("", ImportKind.Events))
            .Read()
            .Select(r => r.Event!);
        Assert.Equal(events, readEvents);
        var readItems = new JsonLinesSource(Path.Combine(_folder.Path, NdjsonExport.ItemsFile), ColumnMap.Parse("", ImportKind.Items))
            .Read()
            .Select(r => r.Item!);
        var type = Contracts.ContractsJson.Default.Item;
        Assert.Equal(Demo.DemoShop.Digest(items, type), Demo.DemoShop.Digest(readItems, type));
    }
}
