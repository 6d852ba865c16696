using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;

namespace Personalization.Storage.Folder;

/// <summary>The files of an engine's folder, which belongs to this process until disposal. Thread-safe.</summary>
internal sealed class FolderFiles : IDisposable
{
    private const string LogName = "log.db";

    private readonly DataFolder _folder;
    private readonly LogFile _events;
    private readonly LogFile _decisions;
    private readonly SnapshotFile _states;

    /// <summary>Takes the folder and opens its files.</summary>
    /// <exception cref="IOException">The folder belongs to another process, or a file cannot be opened.</exception>
    public FolderFiles(StoreOptions options)
    {
        _folder = DataFolder.Open(options.Folder);
        try
        {
            _events = new LogFile(_folder.FilePath(LogName), options.Fsync, options.MaxFileBytes);
            _decisions = new LogFile(_folder.FilePath("decisions.db"), FsyncPolicy.AtCheckpoints, options.MaxFileBytes);
            _states = new SnapshotFile(_folder.FilePath("states.db"));
        }
        catch
        {
            Dispose();
            throw;
        }
        Logs = new FolderLogStore(_events, _decisions);
    }

    /// <summary>The folder's full path.</summary>
    public string Path => _folder.Path;

    /// <summary>The logs.</summary>
    public ILogStore Logs { get; }

    /// <summary>The states.</summary>
    public ISnapshotStore States => _states;

    /// <summary>How many bytes the logs take.</summary>
    public long LogBytes => _events.SizeBytes + _decisions.SizeBytes;

    /// <summary>Whether a folder holds an engine's files.</summary>
    public static bool AreIn(string folder) => File.Exists(System.IO.Path.Combine(folder, LogName)) || FolderUpgrade.IsNeededIn(folder);

    /// <summary>Takes over what an engine of before has written here.</summary>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public Task Upgrade(CancellationToken cancellationToken) => new FolderUpgrade(_folder, Logs, States).Run(cancellationToken);

    /// <summary>Writes what was handed in, and gives the folder up.</summary>
    public void Dispose()
    {
        _states?.Dispose();
        _events?.Dispose();
        _decisions?.Dispose();
        _folder.Dispose();
    }
}
