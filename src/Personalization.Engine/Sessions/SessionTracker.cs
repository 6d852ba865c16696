using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Engine.Sessions;

/// <summary>
/// One visit as it goes on: its length, depth, cart and intent. A visit ends when nothing happens for the timeout, or when the sender
/// names another session. Not thread-safe.
/// </summary>
public struct SessionTracker
{
    /// <summary>After how many seconds without an event a visit has ended: 30 minutes.</summary>
    public const uint TimeoutSeconds = 1800;

    /// <summary>After how long without an event a visit has ended.</summary>
    public static TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    private ulong _idHash;
    private int _lastItem;

    /// <summary>Time of the first event, in seconds since 1970; 0 before it.</summary>
    public uint Start { get; private set; }

    /// <summary>Time of the newest event.</summary>
    public uint End { get; private set; }

    /// <summary>Events so far.</summary>
    public int Events { get; private set; }

    /// <summary>Views so far.</summary>
    public ushort Views { get; private set; }

    /// <summary>Searches so far.</summary>
    public ushort Searches { get; private set; }

    /// <summary>Changes of item so far.</summary>
    public ushort Depth { get; private set; }

    /// <summary>Purchases so far.</summary>
    public ushort Purchases { get; private set; }

    /// <summary>Pieces in the cart.</summary>
    public float CartQuantity { get; private set; }

    /// <summary>Money in the cart, by catalogue prices.</summary>
    public float CartValue { get; private set; }

    /// <summary>Money spent, in thousandths.</summary>
    public long SpentMilli { get; private set; }

    /// <summary>
    /// Purchase intent, [0, 1]: a noisy-or 1 − Π(1 − p)ⁿ over what happened, with p = .02 a view, .03 a search, .35 a filled cart
    /// and .02 a change of item. A purchase has fulfilled it: what follows counts from zero cart.
    /// </summary>
    public readonly double Intent =>
        Events == 0 ? 0 : 1 - (Math.Pow(0.98, Views + Depth) * Math.Pow(0.97, Searches) * (CartQuantity > 0 ? 0.65 : 1));

    /// <summary>Takes one event.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="item">The item's handle, or -1.</param>
    /// <param name="time">
    /// Event time in seconds since 1970. An event that is late by less than the timeout belongs to the current visit.
    /// </param>
    /// <param name="idHash">Hash of the session id; 0 when the sender gave none.</param>
    /// <param name="value">Its value.</param>
    /// <param name="quantity">Pieces.</param>
    /// <param name="price">The item's catalogue price; 0 when not known.</param>
    /// <returns>Whether a new visit began with it.</returns>
    public bool Add(EventKind kind, int item, uint time, ulong idHash, double value, double quantity, double price)
    {
        if (Events > 0 && (ulong)time + TimeoutSeconds < Start)
        {
            return false;
        }
        var begins = Events == 0 || time > (ulong)End + TimeoutSeconds || (idHash != 0 && _idHash != 0 && idHash != _idHash);
        if (begins)
        {
            this = new SessionTracker { Start = time, End = time, _lastItem = -1 };
        }
        _idHash = idHash != 0 ? idHash : _idHash;
        Start = Math.Min(Start, time);
        End = Math.Max(End, time);
        Events++;
        Views = Increment(Views, kind.Is(EventMeaning.View));
        Searches = Increment(Searches, kind.Is(EventMeaning.Search));
        Depth = Increment(Depth, item >= 0 && item != _lastItem && _lastItem >= 0);
        _lastItem = item >= 0 ? item : _lastItem;
        if (kind.Is(EventMeaning.CartAdd))
        {
            CartQuantity += (float)quantity;
            CartValue += (float)(quantity * price);
        }
        else if (kind.Is(EventMeaning.CartRemove | EventMeaning.Purchase))
        {
            CartQuantity = Math.Max(0, CartQuantity - (float)quantity);
            CartValue = CartQuantity == 0 ? 0 : Math.Max(0, CartValue - (float)(quantity * price));
        }
        if (kind.Is(EventMeaning.Purchase))
        {
            Purchases = Increment(Purchases, true);
            SpentMilli += (long)Math.Round(value * 1000);
        }
        return begins;
    }

    /// <summary>Writes the state.</summary>
    public readonly void Write(ByteWriter writer, Vocabulary vocabulary)
    {
        writer.Varint((ulong)Events);
        if (Events == 0)
        {
            return;
        }
        writer.UInt64(_idHash);
        vocabulary.WriteItem(writer, _lastItem);
        writer.UInt32(Start);
        writer.UInt32(End);
        writer.Varint(Views);
        writer.Varint(Searches);
        writer.Varint(Depth);
        writer.Varint(Purchases);
        writer.Single(CartQuantity);
        writer.Single(CartValue);
        writer.Signed(SpentMilli);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static SessionTracker Read(ref ByteReader reader, Vocabulary vocabulary)
    {
        var events = reader.Count();
        if (events == 0)
        {
            return default;
        }
        return new SessionTracker
        {
            Events = events,
            _idHash = reader.UInt64(),
            _lastItem = vocabulary.ReadItem(ref reader),
            Start = reader.UInt32(),
            End = reader.UInt32(),
            Views = (ushort)reader.Varint(),
            Searches = (ushort)reader.Varint(),
            Depth = (ushort)reader.Varint(),
            Purchases = (ushort)reader.Varint(),
            CartQuantity = reader.Single(),
            CartValue = reader.Single(),
            SpentMilli = reader.Signed(),
        };
    }

    private static ushort Increment(ushort count, bool condition) => condition && count < ushort.MaxValue ? (ushort)(count + 1) : count;
}
