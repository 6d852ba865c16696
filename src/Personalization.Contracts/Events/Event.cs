using System.Text.Json.Serialization;
using Personalization.Contracts.Catalog;

namespace Personalization.Contracts.Events;

/// <summary>
/// One thing that a person or an item did or that happened around them. Immutable. On the wire its members are in snake_case;
/// <c>product_id</c> and <c>customer_id</c> are accepted for <c>item_id</c> and <c>user_id</c>, and members that the envelope
/// does not know are kept in <see cref="Properties"/>.
/// </summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("event")]
public sealed record Event
{
    /// <summary>
    /// Identity of the event, unique per sender's intent: a retry repeats it and is counted once. Given by the engine when absent.
    /// </summary>
    /// <value>1 to 128 characters, no control characters.</value>
    [Id(0)]
    public string? EventId { get; init; }

    /// <summary>What happened, for example <c>page_view</c> (see <see cref="EventTypes"/>) or a custom type.</summary>
    /// <value>1 to 64 characters of a–z, A–Z, 0–9, <c>_ - . :</c>.</value>
    [Id(1)]
    public required string EventType { get; init; }

    /// <summary>The person. An event needs a user, a session, or both.</summary>
    [Id(2)]
    public string? UserId { get; init; }

    /// <summary>The visit, when the sender tells visits apart.</summary>
    [Id(3)]
    public string? SessionId { get; init; }

    /// <summary>The item concerned, if one is.</summary>
    [Id(4)]
    public string? ItemId { get; init; }

    /// <summary>When it happened, millisecond precision; the time of arrival when absent.</summary>
    [Id(5)]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Where it happened: web, mobile, email, kiosk, tv, voice … (see <see cref="Channels"/>); open-ended.</summary>
    [Id(6)]
    public string? Channel { get; init; }

    /// <summary>The amount that goes with it: money for a purchase (price × quantity), stars for a rating, seconds for media.</summary>
    [Id(7)]
    public double? Value { get; init; }

    /// <summary>How many pieces; 1 when absent.</summary>
    [Id(8)]
    public double? Quantity { get; init; }

    /// <summary>Circumstances: device, location, referrer, weather …</summary>
    [Id(9)]
    public JsonText Context { get; init; }

    /// <summary>Everything else that the sender attached.</summary>
    [Id(10)]
    public JsonText Properties { get; init; }

    /// <summary>
    /// What the item was when the event was admitted, stamped by the engine, so that applying the event needs no catalogue. Absent
    /// before admission, in events without an item, and in events that were logged before there were facts. No part of the JSON form:
    /// senders can neither set nor see it.
    /// </summary>
    [JsonIgnore]
    [Id(11)]
    public ItemFacts? Facts { get; init; }
}
