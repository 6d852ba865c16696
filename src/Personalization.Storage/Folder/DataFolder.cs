using System.Globalization;

namespace Personalization.Storage.Folder;

/// <summary>
/// A folder that holds an engine's files and belongs to one process at a time. Ownership lasts until disposal or the end of the process,
/// however it ends: the operating system drops the lock. Thread-safe.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "engine.lock";

    // A locked file cannot be read by others on every platform, so the owner's process id stands beside it.
    private const string OwnerName = "engine.pid";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream lockFile)
    {
        Path = path;
        _lock = lockFile;
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Creates the folder if needed and takes ownership of it.</summary>
    /// <exception cref="DataFolderInUseException">Another owner, in this process or another, holds the folder.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        FileStream lockFile;
        try
        {
            lockFile = new FileStream(
                System.IO.Path.Combine(full, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException fault) when (fault is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new DataFolderInUseException(full, ReadOwner(full), fault);
        }

        try
        {
            File.WriteAllText(System.IO.Path.Combine(full, OwnerName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch
        {
            lockFile.Dispose();
            throw;
        }

        return new DataFolder(full, lockFile);
    }

    /// <summary>The full path of a file in the folder.</summary>
    public string FilePath(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Gives the folder up. The lock file stays: deleting it would race with the next owner.</summary>
    public void Dispose() => _lock.Dispose();

    private static int? ReadOwner(string folder)
    {
        try
        {
            var text = File.ReadAllText(System.IO.Path.Combine(folder, OwnerName));
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var processId) ? processId : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
