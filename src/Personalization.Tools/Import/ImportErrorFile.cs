using System.Text.Json;

namespace Personalization.Tools.Import;

/// <summary>The file of records that failed, one a line. It is made with the first of them.</summary>
internal sealed class ImportErrorFile : IDisposable
{
    private readonly string _path;
    private FileStream? _file;

    /// <summary>Continues a file, or begins anew.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keepBytes">Its length at the checkpoint; what was written after it is written again, so it is cut off.</param>
    public ImportErrorFile(string path, long keepBytes)
    {
        _path = path;
        if (keepBytes == 0)
        {
            File.Delete(path);
        }
        else if (File.Exists(path))
        {
            _file = Open();
            _file.SetLength(Math.Min(keepBytes, _file.Length));
            _file.Seek(0, SeekOrigin.End);
        }
    }

    /// <summary>Its length so far.</summary>
    public long Bytes => _file?.Position ?? 0;

    /// <summary>Adds a record.</summary>
    public void Add(ImportFault fault)
    {
        _file ??= Open();
        _file.Write(JsonSerializer.SerializeToUtf8Bytes(fault, ImportJson.Default.ImportFault));
        _file.WriteByte((byte)'\n');
    }

    /// <summary>Hands what was added to the file system.</summary>
    public void Flush() => _file?.Flush();

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private FileStream Open() => new(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
}
