using System.Text;
using System.Text.Json;
using Personalization.Contracts.Catalog;
using Personalization.Engine.Catalog;
using Personalization.Engine.Events;

namespace Personalization.Engine.Tests.Catalog;

public sealed class ItemReaderTests
{
    [Fact]
    public void Item_reads_with_all_its_members()
    {
        var item = Read("""
            {"item_id":"a","name":"Näme 🎧","category":"c","subcategory":"s","brand":"b","price":9.99,"margin":-0.1,"stock":3,"rating":4.5,
             "tags":["x","y"],"text":"t","available_from":"2026-11-20T14:30:00Z","attributes":{"color":"red"}}
            """, out _)!;
        Assert.Equal(("a", "Näme 🎧", "c", "s", "b"), (item.ItemId, item.Name, item.Category, item.Subcategory, item.Brand));
        Assert.Equal((9.99, -0.1, 3, 4.5, "t"), (item.Price, item.Margin, item.Stock, item.Rating, item.Text));
        Assert.Equal(["x", "y"], item.Tags);
        Assert.Equal("""{"color":"red"}""", item.Attributes.ToString());
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 14, 30, 0, TimeSpan.Zero), item.AvailableFrom);
        Assert.Null(ItemRules.Check(item));
    }

    [Fact]
    public void Unknown_members_are_kept_in_the_attributes()
    {
        var item = Read("""{"item_id":"a","color":"red","attributes":{"size":"XL"},"weights":[1,{"kg":2}],"note":null}""", out _)!;
        using var attributes = JsonDocument.Parse(item.Attributes.ToString());
        Assert.Equal(["color", "weights", "note", "size"], attributes.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("red", item.Attributes.GetString("color"u8));
        Assert.Equal("XL", item.Attributes.GetString("size"u8));
    }

    [Theory]
    [InlineData("""{"item_id":"a"}""")]
    [InlineData("""{"item_id":"a","attributes":{}}""")]
    [InlineData("""{"item_id":"a","attributes":null,"tags":null,"name":null,"price":null,"stock":null,"available_from":null}""")]
    public void Absent_and_null_members_mean_the_same(string json)
    {
        var item = Read(json, out _)!;
        Assert.True(item.Attributes.IsEmpty);
        Assert.Empty(item.Tags);
        Assert.Equal((null, null, null, null), (item.Name, item.Price, item.Stock, item.AvailableFrom));
    }

    [Theory]
    [InlineData("""[1]""", "item", "array")]
    [InlineData("""{"name":"x"}""", "item_id", "missing")]
    [InlineData("""{"item_id":null}""", "item_id", "missing")]
    [InlineData("""{"item_id":{}}""", "item_id", "object")]
    [InlineData("""{"item_id":"a","name":5}""", "name", "number")]
    [InlineData("""{"item_id":"a","price":"5"}""", "price", "string")]
    [InlineData("""{"item_id":"a","price":1e999}""", "price", "too large")]
    [InlineData("""{"item_id":"a","stock":1.5}""", "stock", "whole number")]
    [InlineData("""{"item_id":"a","stock":3000000000}""", "stock", "whole number")]
    [InlineData("""{"item_id":"a","stock":true}""", "stock", "boolean")]
    [InlineData("""{"item_id":"a","tags":"x"}""", "tags", "string")]
    [InlineData("""{"item_id":"a","tags":["x",{"y":[1]},"z"],"name":"n"}""", "tags[1]", "object")]
    [InlineData("""{"item_id":"a","tags":["x",null]}""", "tags[1]", "null")]
    [InlineData("""{"item_id":"a","tags":["\ud800"]}""", "tags[0]", "Unicode")]
    [InlineData("""{"item_id":"a","name":"\udc00x"}""", "name", "Unicode")]
    [InlineData("""{"item_id":"a","attributes":[]}""", "attributes", "array")]
    [InlineData("""{"item_id":"a","available_from":"soon"}""", "available_from", "soon")]
    [InlineData("""{"item_id":"a","available_from":1e300}""", "available_from", "1970")]
    public void Faulty_item_is_refused_with_the_member_and_what_is_wrong(string json, string field, string part)
    {
        Assert.Null(Read(json, out var fault));
        Assert.Equal(field, fault!.Field);
        Assert.Contains(part, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Id_in_the_text_must_be_the_one_of_the_address()
    {
        Assert.Equal("a", Read("""{"name":"x"}""", out _, "a")!.ItemId);
        Assert.Equal("a", Read("""{"product_id":"a"}""", out _, "a")!.ItemId);
        Assert.Equal("7", Read("""{"item_id":7}""", out _, "7")!.ItemId);
        Assert.Null(Read("""{"item_id":"b"}""", out var fault, "a"));
        Assert.Equal("item_id", fault!.Field);
    }

    [Fact]
    public void Million_tags_are_counted_and_not_kept()
    {
        var json = Encoding.UTF8.GetBytes($$"""{"item_id":"a","tags":[{{string.Join(',', Enumerable.Repeat("\"t\"", 1_000_000))}}]}""");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(Read(json, out var fault));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal("tags", fault!.Field);
        Assert.Contains("1000000", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reader_stands_behind_a_faulty_item_so_that_the_next_one_can_be_read()
    {
        var json = """[{"item_id":{"a":[1,2]},"name":{"x":[]}},5,{"item_id":"b"}]"""u8;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        reader.Read();
        Assert.Null(ItemReader.Read(json, ref reader, null, out _));
        reader.Read();
        Assert.Null(ItemReader.Read(json, ref reader, null, out _));
        reader.Read();
        Assert.Equal("b", ItemReader.Read(json, ref reader, null, out _)!.ItemId);
        reader.Read();
        Assert.Equal(JsonTokenType.EndArray, reader.TokenType);
    }

    private static Item? Read(string json, out Fault? fault, string? id = null) => Read(Encoding.UTF8.GetBytes(json), out fault, id);

    private static Item? Read(byte[] json, out Fault? fault, string? id = null)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return ItemReader.Read(json, ref reader, id, out fault);
    }
}
