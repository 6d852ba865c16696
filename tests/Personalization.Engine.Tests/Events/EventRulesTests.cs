using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Engine.Tests.Events;

public sealed class EventRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Event Good = new() { EventType = "page_view", UserId = "u", Timestamp = Now };
    private readonly EventRules _rules = new();

    public static TheoryData<Event, string, string> Faulty => new()
    {
        { Good with { EventType = "" }, "event_type", "1 to 64" },
        { Good with { EventType = "päge" }, "event_type", "päge" },
        { Good with { UserId = null }, "user_id", "at least one" },
        { Good with { UserId = "" }, "user_id", "empty" },
        { Good with { UserId = new string('x', 129) }, "user_id", "129" },
        { Good with { ItemId = "a\u0007b" }, "item_id", "U+0007" },
        { Good with { ItemId = "a\ud83d" }, "item_id", "surrogate" },
        { Good with { Timestamp = Now.AddYears(4) }, "timestamp", "ahead" },
        { Good with { Timestamp = new DateTimeOffset(1950, 1, 1, 0, 0, 0, TimeSpan.Zero) }, "timestamp", "1970" },
        { Good with { Value = double.PositiveInfinity }, "value", "1E+12" },
        { Good with { Quantity = -1 }, "quantity", "-1" },
        { Good with { EventType = "rating", Value = 7 }, "value", "0 to 5" },
        { Good with { EventType = "purchase", Value = -3 }, "value", "0 or more" },
        { Good with { Channel = "a b" }, "channel", "a b" },
        { Good with { Properties = new JsonText(new byte[70_000]) }, "properties", "65536" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Faulty_event_is_refused_naming_field_and_fault(Event e, string field, string message)
    {
        var fault = _rules.Check(e, Now);
        Assert.NotNull(fault);
        Assert.Equal(field, fault.Field);
        Assert.Contains(message, fault.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Emoji_history_and_small_clock_skew_are_fine()
    {
        Assert.Null(_rules.Check(Good with { UserId = "🦊 fox", ItemId = "日本" }, Now));
        Assert.Null(_rules.Check(Good with { Timestamp = new DateTimeOffset(1995, 1, 1, 0, 0, 0, TimeSpan.Zero) }, Now));
        Assert.Null(_rules.Check(Good with { Timestamp = Now.AddMinutes(9) }, Now));
    }

    [Fact]
    public void Hash_of_ids_is_the_reference_value_of_SipHash_1_3()
    {
        // Computed with the published SipHash reference algorithm (c = 1, d = 3) in Python: key 0x0706050403020100, 0x0f0e0d0c0b0a0908.
        var hash = new EventIdHash(0x0706050403020100, 0x0f0e0d0c0b0a0908);
        Assert.Equal(SipHashReference, hash.Of("evt_12345"));
    }

    private const ulong SipHashReference = 0xf2a9ac539c4d72a8;
}
