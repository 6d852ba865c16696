using Personalization.Engine.Binary;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// Writes observations for other nodes, with names instead of this process's numbers; each name stands once. Reusable; not thread-safe.
/// </summary>
public sealed class ObservationWriter(Vocabulary vocabulary)
{
    internal const byte HasValue = 1;
    internal const byte NewInVisit = 2;
    internal const byte NewInBasket = 4;

    private readonly ByteWriter _writer = new(1024);
    private readonly Dictionary<int, int> _items = [];
    private readonly Dictionary<byte, int> _kinds = [];
    private long _lastPosition;
    private uint _lastTime;

    /// <summary>How many observations were written since the last <see cref="Take"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an observation; positions must not fall.</summary>
    public void Add(in ItemObservation observation)
    {
        if (Count++ == 0)
        {
            _writer.Byte(1);
        }
        _writer.Varint((ulong)(observation.Position - _lastPosition));
        _writer.Signed((long)observation.Time - _lastTime);
        (_lastPosition, _lastTime) = (observation.Position, observation.Time);
        Kind(observation.Kind.Code);
        Item(observation.Item);
        var flags = (observation.Value != 0 ? HasValue : 0) | (observation.InVisit.IsNew ? NewInVisit : 0)
            | (observation.InBasket.IsNew ? NewInBasket : 0);
        _writer.Byte((byte)flags);
        if (observation.Value != 0)
        {
            _writer.Double(observation.Value);
        }
        Companions(observation.InVisit);
        Companions(observation.InBasket);
    }

    /// <summary>The bytes of everything added since the last time; empty when there is nothing.</summary>
    public byte[] Take()
    {
        var bytes = _writer.ToArray();
        _writer.Clear();
        _items.Clear();
        _kinds.Clear();
        (Count, _lastPosition, _lastTime) = (0, 0, 0);
        return bytes;
    }

    private void Kind(byte code)
    {
        if (_kinds.TryGetValue(code, out var known))
        {
            _writer.Varint((ulong)known);
            return;
        }
        _writer.Varint((ulong)_kinds.Count);
        _kinds.Add(code, _kinds.Count);
        _writer.Text(vocabulary.Kinds[code].Name);
    }

    private void Item(int item)
    {
        if (_items.TryGetValue(item, out var known))
        {
            _writer.Varint((ulong)known);
            return;
        }
        _writer.Varint((ulong)_items.Count);
        _items.Add(item, _items.Count);
        _writer.Text(vocabulary.Items[item]);
    }

    private void Companions(in Companions companions)
    {
        if (!companions.IsNew)
        {
            return;
        }
        _writer.Varint((ulong)companions.Earlier.Length);
        foreach (var item in companions.Earlier)
        {
            Item(item);
        }
    }
}
