using Personalization.Engine.Binary;

namespace Personalization.Engine.Recommenders;

public sealed partial class ItemProjection
{
    private readonly HashSet<int> _unsavedCounters = [];

    /// <summary>The items whose state has changed since the last time, to be saved with <see cref="WriteItem"/>.</summary>
    public IReadOnlyCollection<int> TakeUnsaved()
    {
        var items = new HashSet<int>(_unsavedCounters);
        _unsavedCounters.Clear();
        Signals.AlsoViewed.TakeUnsaved(items);
        Signals.AlsoBought.TakeUnsaved(items);
        Signals.Popularity.TakeUnsaved(items);
        return items;
    }

    /// <summary>Writes what is learnt of one item.</summary>
    public void WriteItem(ByteWriter writer, int item)
    {
        writer.Byte(1);
        Signals.Popularity.Write(writer, item);
        Signals.AlsoViewed.Write(writer, item, _vocabulary);
        Signals.AlsoBought.Write(writer, item, _vocabulary);
        if (item < _counters.Length)
        {
            _counters[item].Write(writer, _vocabulary);
        }
        else
        {
            default(Features.WindowedCounters).Write(writer, _vocabulary);
        }
    }

    /// <summary>Reads what <see cref="WriteItem"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version.</exception>
    public void ReadItem(ReadOnlySpan<byte> data, int item)
    {
        var reader = new ByteReader(data);
        RequireVersion(reader.Byte());
        Signals.Popularity.Read(ref reader, item);
        Signals.AlsoViewed.Read(ref reader, item, _vocabulary);
        Signals.AlsoBought.Read(ref reader, item, _vocabulary);
        Reserve(item);
        _counters[item] = Features.WindowedCounters.Read(ref reader, _vocabulary);
        Newest = Math.Max(Newest, _counters[item].Newest);
    }

    /// <summary>Writes what belongs to no item: the position and the current visits.</summary>
    public void WriteVisits(ByteWriter writer)
    {
        writer.Byte(1);
        writer.Signed(Position);
        writer.UInt32(Newest);
        _visits.Write(writer);
    }

    /// <summary>Reads what <see cref="WriteVisits"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version.</exception>
    public void ReadVisits(ReadOnlySpan<byte> data)
    {
        var reader = new ByteReader(data);
        RequireVersion(reader.Byte());
        Position = reader.Signed();
        Newest = reader.UInt32();
        _visits.Read(ref reader);
    }

    private static void RequireVersion(byte version)
    {
        if (version != 1)
        {
            throw new FormatException($"The item state is written in version {version}; this engine reads version 1.");
        }
    }
}
