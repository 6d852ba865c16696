namespace Personalization.Storage.Folder;

/// <summary>
/// Keeps a few open readers, so that concurrent reads neither wait for each other nor open connections again. Thread-safe.
/// </summary>
/// <param name="path">The database file.</param>
internal sealed class SnapshotReaderPool(string path) : IDisposable
{
    private readonly SnapshotReader?[] _idle = new SnapshotReader?[Environment.ProcessorCount * 2];
    private volatile bool _disposed;

    /// <summary>A reader for the caller alone, until it is given back.</summary>
    public SnapshotReader Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } reader)
                return reader;
        }

        return new SnapshotReader(path);
    }

    /// <summary>Takes a reader back.</summary>
    public void Return(SnapshotReader reader)
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is null && Interlocked.CompareExchange(ref _idle[i], reader, null) is null)
            {
                if (_disposed)
                    Dispose();
                return;
            }
        }

        reader.Dispose();
    }

    /// <summary>Closes the idle readers; those in use are closed when they come back.</summary>
    public void Dispose()
    {
        _disposed = true;
        for (var i = 0; i < _idle.Length; i++)
            Interlocked.Exchange(ref _idle[i], null)?.Dispose();
    }
}
