using System.Buffers;
using Personalization.Actors.Logs;

namespace Personalization.Embedded.Journaling;

/// <summary>
/// Entries that a caller appends together, encoded into one buffer. Write an entry's bytes, then close it with <see cref="EndEntry"/>.
/// Once the append has been awaited the batch can be cleared and used again. Not thread-safe; while an append is pending the batch
/// belongs to the journal.
/// </summary>
internal sealed partial class JournalBatch : IBufferWriter<byte>
{
    private byte[] _buffer;
    private int _written;
    private Entry[] _entries;

    /// <summary>Creates an empty batch.</summary>
    /// <param name="sizeBytes">The room to start with, in bytes; it grows.</param>
    /// <param name="count">The number of entries to make room for; it grows.</param>
    public JournalBatch(int sizeBytes = 4096, int count = 16)
    {
        _buffer = new byte[Math.Max(sizeBytes, 16)];
        _entries = new Entry[Math.Max(count, 1)];
        _append.RunContinuationsAsynchronously = true;
    }

    /// <summary>Whatever the caller wants to find again when the batch is consumed.</summary>
    public object? State { get; set; }

    /// <summary>The number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>What the batch takes in the journal, in bytes.</summary>
    public long SizeBytes => _written + ((long)Count * LogRow.EntryBytes);

    /// <summary>Adds a whole entry.</summary>
    /// <param name="kind">What it is; the journal keeps it and does not look at it.</param>
    /// <param name="idHash">By which duplicates are recognised; 0 for none.</param>
    /// <param name="data">Its bytes.</param>
    public void Add(byte kind, ulong idHash, ReadOnlySpan<byte> data)
    {
        data.CopyTo(GetSpan(data.Length));
        Advance(data.Length);
        EndEntry(kind, idHash);
    }

    /// <summary>Closes the entry whose bytes were written since the last one was closed.</summary>
    /// <param name="kind">What it is; the journal keeps it and does not look at it.</param>
    /// <param name="idHash">By which duplicates are recognised; 0 for none.</param>
    public void EndEntry(byte kind, ulong idHash = 0)
    {
        ThrowIfPending();
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        _entries[Count++] = new Entry { End = _written, IdHash = idHash, Kind = kind };
    }

    /// <summary>Removes all entries and the state, and keeps the buffers.</summary>
    /// <exception cref="InvalidOperationException">An append is pending.</exception>
    public void Clear()
    {
        ThrowIfPending();
        _written = 0;
        Count = 0;
        State = null;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _written);
        _written += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        ThrowIfPending();
        var needed = (long)_written + Math.Max(sizeHint, 1);
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, checked((int)Math.Max(needed, Math.Min(2L * _buffer.Length, Array.MaxLength))));
        return _buffer.AsMemory(_written);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>An entry's kind.</summary>
    internal byte Kind(int index) => _entries[index].Kind;

    /// <summary>An entry's id hash; 0 when it has none.</summary>
    internal ulong IdHash(int index) => _entries[index].IdHash;

    /// <summary>An entry's bytes, valid until the batch is cleared.</summary>
    internal ReadOnlyMemory<byte> Data(int index)
    {
        var start = index == 0 ? 0 : _entries[index - 1].End;
        return _buffer.AsMemory(start, _entries[index].End - start);
    }

    private struct Entry
    {
        public ulong IdHash;
        public int End;
        public byte Kind;
        public bool IsDuplicate;
    }
}
