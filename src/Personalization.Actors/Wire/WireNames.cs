using System.Runtime.InteropServices;
using Personalization.Engine.Binary;

namespace Personalization.Actors.Wire;

/// <summary>
/// The names of a message, each written once and found again by its text. They stand before all members, so that a reader which leaves members that it does
/// not know has all names nevertheless. Not thread-safe.
/// </summary>
internal sealed class WireNames
{
    private const int MostNames = 512;
    private const int Slots = 1024;
    private const int MostProbes = 8;
    private const int MostLength = 256;

    private readonly string[] _names = new string[MostNames];
    private readonly ushort[] _slots = new ushort[Slots];
    private readonly ByteWriter _bytes = new(1024);

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.Written;

    /// <summary>The place of <paramref name="name"/>, noted if it is new; -1 when it is long or there is no room, so that it is to be written in place.</summary>
    public int Find(string name)
    {
        if (name.Length > MostLength)
        {
            return -1;
        }
        var hash = Hash(name);
        for (var probe = 0u; probe < MostProbes; probe++)
        {
            ref var slot = ref _slots[(hash + probe) & (Slots - 1)];
            if (slot == 0)
            {
                return Count < MostNames ? Add(name, ref slot) : -1;
            }
            if (_names[slot - 1] == name)
            {
                return slot - 1;
            }
        }
        return -1;
    }

    public void Clear()
    {
        if (Count > 0)
        {
            Array.Clear(_slots);
            Array.Clear(_names, 0, Count);
            _bytes.Clear();
            Count = 0;
        }
    }

    private int Add(string name, ref ushort slot)
    {
        _bytes.Text(name);
        _names[Count++] = name;
        slot = (ushort)Count;
        return Count - 1;
    }

    // The length, the first four and the last four characters tell names apart well enough; a bad mix costs repetition, not correctness.
    private static uint Hash(string name)
    {
        var characters = MemoryMarshal.AsBytes(name.AsSpan());
        var mix = (ulong)name.Length;
        if (characters.Length >= sizeof(ulong))
        {
            mix = (mix * 31) + MemoryMarshal.Read<ulong>(characters);
            mix = (mix * 0x9E3779B97F4A7C15) ^ MemoryMarshal.Read<ulong>(characters[^sizeof(ulong)..]);
        }
        else
        {
            foreach (var character in name)
            {
                mix = (mix * 31) + character;
            }
        }
        return (uint)((mix * 0x9E3779B97F4A7C15) >> 40);
    }
}
