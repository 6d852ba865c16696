using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Engine.Recommenders;

/// <summary>Reads what <see cref="ObservationWriter"/> wrote, into this process's numbers. Not thread-safe.</summary>
public ref struct ObservationReader
{
    private readonly Vocabulary _vocabulary;
    private readonly List<int> _items;
    private readonly List<EventKind> _kinds;
    private ByteReader _reader;
    private int[] _inVisit;
    private int[] _inBasket;
    private long _position;
    private uint _time;

    /// <summary>Starts reading.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version.</exception>
    public ObservationReader(ReadOnlySpan<byte> data, Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _reader = new ByteReader(data);
        (_items, _kinds, _inVisit, _inBasket) = ([], [], new int[32], new int[32]);
        if (!data.IsEmpty && _reader.Byte() is var version and not 1)
        {
            throw new FormatException($"The observations are written in version {version}; this engine reads version 1.");
        }
    }

    /// <summary>Reads the next observation, valid until the next call.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    public bool Next(out ItemObservation observation)
    {
        observation = default;
        if (_reader.AtEnd)
        {
            return false;
        }
        _position += (long)_reader.Varint();
        _time = (uint)(_time + _reader.Signed());
        var kind = Kind();
        var item = Item();
        var flags = _reader.Byte();
        var value = (flags & ObservationWriter.HasValue) != 0 ? _reader.Double() : 0;
        var inVisit = (flags & ObservationWriter.NewInVisit) != 0 ? new Companions(true, Items(ref _inVisit)) : default;
        var inBasket = (flags & ObservationWriter.NewInBasket) != 0 ? new Companions(true, Items(ref _inBasket)) : default;
        observation = new ItemObservation(_position, item, kind, _time, value, inVisit, inBasket);
        return true;
    }

    private EventKind Kind()
    {
        var index = _reader.Count();
        if (index == _kinds.Count)
        {
            _kinds.Add(_vocabulary.Kinds.Intern(_reader.Text()));
        }
        return _kinds[index];
    }

    private int Item()
    {
        var index = _reader.Count();
        if (index == _items.Count)
        {
            _items.Add(_vocabulary.Items.Intern(_reader.Text()));
        }
        return _items[index];
    }

    private ReadOnlySpan<int> Items(scoped ref int[] room)
    {
        var count = _reader.Count();
        if (count > room.Length)
        {
            room = new int[Math.Max(count, room.Length * 2)];
        }
        var items = room;
        for (var i = 0; i < count; i++)
        {
            items[i] = Item();
        }
        return items.AsSpan(0, count);
    }
}
