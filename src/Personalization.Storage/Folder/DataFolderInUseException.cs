namespace Personalization.Storage.Folder;

/// <summary>The data folder belongs to another engine that is still running.</summary>
public sealed class DataFolderInUseException : IOException
{
    /// <summary>Creates the exception.</summary>
    public DataFolderInUseException(string folder, int? ownerProcessId, Exception? inner = null)
        : base(
            $"The data folder '{folder}' is in use by {Owner(ownerProcessId)}. Stop that process, or give this engine another folder.",
            inner)
    {
        Folder = folder;
        OwnerProcessId = ownerProcessId;
    }

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    /// <summary>The owner's process id; <see langword="null"/> when it could not be read.</summary>
    public int? OwnerProcessId { get; }

    private static string Owner(int? processId) => processId is { } id ? $"process {id}" : "another process";
}
