namespace Personalization.Engine.Events;

/// <summary>
/// The ids of events that the engine itself writes and that go to no person and no visit: what they are about stands in front, which
/// decides the part of the log that they belong to, with a character behind it that no id from outside can hold.
/// </summary>
public static class EventSubject
{
    private const char Separator = '\u001f';

    /// <summary>The id of an event about a subject.</summary>
    /// <param name="subject">A person's id, or a decision's.</param>
    /// <param name="detail">What tells events about the subject apart.</param>
    public static string Id(string subject, string detail) => string.Concat(subject, "\u001f", detail);

    /// <summary>The subject of an event without a person and without a visit; the whole id when it has none.</summary>
    public static string Of(string eventId) => eventId.IndexOf(Separator) is >= 0 and var end ? eventId[..end] : eventId;
}
