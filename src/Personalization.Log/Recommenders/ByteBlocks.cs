namespace Personalization.Log.Recommenders;

/// <summary>
/// Many short runs of bytes in a few large blocks, which are used again. Each in an array of its own would be copied by the garbage
/// collector, all at once, while everybody waits. Not thread-safe.
/// </summary>
public sealed class ByteBlocks
{
    private const int BlockBytes = 1 << 20;

    private readonly List<byte[]> _blocks = [];
    private int _block;
    private int _used;

    /// <summary>Copies bytes; the copy is valid until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BlockBytes)
        {
            return bytes.ToArray();
        }
        if (_used + bytes.Length > BlockBytes)
        {
            (_block, _used) = (_block + 1, 0);
        }
        if (_block == _blocks.Count)
        {
            _blocks.Add(new byte[BlockBytes]);
        }
        var copy = _blocks[_block].AsMemory(_used, bytes.Length);
        bytes.CopyTo(copy.Span);
        _used += bytes.Length;
        return copy;
    }

    /// <summary>Forgets everything, and keeps as many blocks as were needed this time.</summary>
    public void Clear()
    {
        if (_blocks.Count > _block + 1)
        {
            _blocks.RemoveRange(_block + 1, _blocks.Count - _block - 1);
        }
        (_block, _used) = (0, 0);
    }
}
