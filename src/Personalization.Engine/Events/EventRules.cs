using System.Buffers;
using Personalization.Contracts.Events;

namespace Personalization.Engine.Events;

/// <summary>What makes an event acceptable. Pure; thread-safe.</summary>
/// <param name="maxClockAhead">How far a timestamp may lie ahead of the time of arrival; 10 minutes by default.</param>
public sealed class EventRules(TimeSpan? maxClockAhead = null)
{
    /// <summary>The largest magnitude of a value or quantity.</summary>
    public const double MaxMagnitude = 1e12;

    /// <summary>The largest context or properties object, in bytes of JSON text.</summary>
    public const int MaxObjectBytes = 64 * 1024;

    private static readonly SearchValues<char> TypeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:");

    private readonly TimeSpan _maxClockAhead = maxClockAhead ?? TimeSpan.FromMinutes(10);

    /// <summary>The fault of an event that arrived at <paramref name="now"/>, or <see langword="null"/> when it is acceptable.</summary>
    public Fault? Check(Event e, DateTimeOffset now)
    {
        if (e.EventType.Length is 0 or > 64 || e.EventType.AsSpan().ContainsAnyExcept(TypeCharacters))
        {
            return new Fault("event_type", $"is '{Shorten(e.EventType)}'; 1 to 64 characters of a-z, A-Z, 0-9, _ - . : are allowed");
        }
        if (e.UserId is null && e.SessionId is null)
        {
            return new Fault("user_id", "is missing, and session_id too; an event needs at least one of them");
        }
        return (e.EventId is { } id ? IdRules.Check("event_id", id) : null)
            ?? (e.UserId is { } user ? IdRules.Check("user_id", user) : null)
            ?? (e.SessionId is { } session ? IdRules.Check("session_id", session) : null)
            ?? (e.ItemId is { } item ? IdRules.Check("item_id", item) : null)
            ?? CheckChannel(e.Channel)
            ?? CheckTime(e.Timestamp, now)
            ?? CheckNumber("value", e.Value, -MaxMagnitude)
            ?? CheckNumber("quantity", e.Quantity, 0)
            ?? CheckRating(e)
            ?? JsonTextRules.Check("context", e.Context, MaxObjectBytes)
            ?? JsonTextRules.Check("properties", e.Properties, MaxObjectBytes);
    }

    private static Fault? CheckChannel(string? channel) =>
        channel is null || (channel.Length is > 0 and <= 32 && !channel.AsSpan().ContainsAnyExcept(TypeCharacters))
            ? null
            : new Fault("channel", $"is '{Shorten(channel)}'; 1 to 32 characters of a-z, A-Z, 0-9, _ - . : are allowed");

    /// <summary>
    /// The fault of a <c>timestamp</c> of what arrived at <paramref name="now"/>, or <see langword="null"/> when it is acceptable or
    /// absent.
    /// </summary>
    public Fault? CheckTime(DateTimeOffset? timestamp, DateTimeOffset now)
    {
        if (timestamp is not { } at)
        {
            return null;
        }
        if (at - now > _maxClockAhead)
        {
            return new Fault(
                "timestamp", $"{at:O} is {Span(at - now)} ahead of the server's clock; at most {Span(_maxClockAhead)} are allowed");
        }
        return at < DateTimeOffset.UnixEpoch ? new Fault("timestamp", $"{at:O} lies before 1970-01-01, the earliest time allowed") : null;
    }

    private static Fault? CheckNumber(string field, double? number, double least)
    {
        if (number is not { } x)
        {
            return null;
        }
        return double.IsFinite(x) && x >= least && x <= MaxMagnitude
            ? null
            : new Fault(field, $"is {x}; a number from {least:0.###e+0} to {MaxMagnitude:0.###e+0} is allowed");
    }

    private static Fault? CheckRating(Event e) =>
        e.EventType == EventTypes.Rating && (e.Value is < 0 or > 5)
            ? new Fault("value", $"is {e.Value}; a rating is 0 to 5 stars")
            : e.EventType == EventTypes.Purchase && e.Value < 0
                ? new Fault("value", $"is {e.Value}; the money paid for a purchase is 0 or more")
                : null;

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string Span(TimeSpan span) =>
        span.TotalDays >= 2 ? $"{span.TotalDays:0} days"
            : span.TotalHours >= 2 ? $"{span.TotalHours:0.#} hours"
            : $"{span.TotalMinutes:0.#} minutes";
}
