using System.Collections.Concurrent;
using Personalization.Contracts.Events;

namespace Personalization.Engine.Events;

/// <summary>
/// The event types of this process. Known types have fixed codes; custom types get codes in the order in which they are first seen,
/// up to 254 types in all: further ones share the kind <c>other</c>. Thread-safe.
/// </summary>
public sealed class EventKinds
{
    /// <summary>The code of the kind that stands for all types beyond the limit.</summary>
    public const byte OtherCode = 255;

    private static readonly (string Name, float Strength, EventMeaning Meaning)[] Known =
    [
        (EventTypes.PageView, 1f, EventMeaning.View),
        (EventTypes.Click, 1f, EventMeaning.View),
        (EventTypes.Scroll, 0.1f, EventMeaning.None),
        (EventTypes.Search, 0.5f, EventMeaning.Search),
        (EventTypes.Browse, 0.5f, EventMeaning.View),
        (EventTypes.Wishlist, 3f, EventMeaning.None),
        (EventTypes.AddToCart, 4f, EventMeaning.CartAdd),
        (EventTypes.RemoveFromCart, -1f, EventMeaning.CartRemove),
        (EventTypes.Purchase, 6f, EventMeaning.Purchase | EventMeaning.Consumes),
        (EventTypes.Rating, 1f, EventMeaning.Rating | EventMeaning.Consumes),
        (EventTypes.Like, 3f, EventMeaning.None),
        (EventTypes.Dislike, -3f, EventMeaning.Consumes | EventMeaning.Rejects),
        (EventTypes.Dismiss, -2f, EventMeaning.Consumes | EventMeaning.Rejects),
        (EventTypes.NotInterested, -4f, EventMeaning.Consumes | EventMeaning.Rejects),
        (EventTypes.Share, 3f, EventMeaning.None),
        (EventTypes.Follow, 2f, EventMeaning.None),
        (EventTypes.Comment, 2f, EventMeaning.None),
        (EventTypes.MediaPlay, 2f, EventMeaning.View),
        (EventTypes.EmailOpen, 0.2f, EventMeaning.None),
        (EventTypes.FormSubmit, 0.5f, EventMeaning.None),
        (EventTypes.AppUsage, 0.1f, EventMeaning.None),
        (EventTypes.ContextChange, 0f, EventMeaning.Passive),
        (EventTypes.Impression, 0f, EventMeaning.Passive),
        (EventTypes.SessionEnd, 0f, EventMeaning.Passive | EventMeaning.SessionEnd),
    ];

    private readonly ConcurrentDictionary<string, EventKind> _byName = new(StringComparer.Ordinal);
    private readonly EventKind[] _byCode = new EventKind[256];
    private readonly Lock _interning = new();
    private int _count;

    /// <summary>Creates the table with the known types.</summary>
    public EventKinds()
    {
        _byCode[OtherCode] = new EventKind(OtherCode, "other", 0.1f, EventMeaning.None);
        foreach (var (name, strength, meaning) in Known)
        {
            var kind = new EventKind((byte)_count, name, strength, meaning);
            _byCode[_count++] = kind;
            _byName[name] = kind;
        }
    }

    /// <summary>The kind with this code.</summary>
    public EventKind this[byte code] => _byCode[code];

    /// <summary>The kind of this name, or <see langword="null"/> when no event of it was seen.</summary>
    public EventKind? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The kind of this name, made known when it is new.</summary>
    public EventKind Intern(string name)
    {
        if (_byName.TryGetValue(name, out var kind))
        {
            return kind;
        }
        lock (_interning)
        {
            if (_byName.TryGetValue(name, out kind))
            {
                return kind;
            }
            if (_count == OtherCode)
            {
                return _byCode[OtherCode];
            }
            kind = new EventKind((byte)_count, name, 0.1f, EventMeaning.None);
            _byCode[_count++] = kind;
            _byName[name] = kind;
            return kind;
        }
    }
}
