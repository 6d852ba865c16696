using System.Text.Json;

namespace Personalization.Contracts.Tests;

public sealed class JsonTextTests
{
    [Fact]
    public void Event_round_trips_through_its_wire_form()
    {
        const string wire =
            """{"event_id":"e1","event_type":"page_view","user_id":"u1","timestamp":"2026-11-20T14:30:00+00:00","properties":{"a":[1,2]}}""";
        var parsed = JsonSerializer.Deserialize(wire, ContractsJson.Default.Event)!;
        Assert.Equal("u1", parsed.UserId);
        Assert.Equal("""{"a":[1,2]}""", parsed.Properties.ToString());
        Assert.Equal(wire, JsonSerializer.Serialize(parsed, ContractsJson.Default.Event));
    }

    [Fact]
    public void Text_that_is_no_object_is_refused() => Assert.Throws<FormatException>(() => JsonText.Parse("[1]"));

    [Fact]
    public void Member_is_found_by_name_past_nested_values()
    {
        var text = JsonText.Parse("""{"x":{"device":"no"},"device":"tv"}""");
        Assert.Equal("tv", text.GetString("device"u8));
        Assert.Null(text.GetString("x"u8));
    }
}
