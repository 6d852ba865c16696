using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Personalization.Tools.Import;

/// <summary>
/// The files of a source, plain or gzip (<c>.gz</c>), and how far they have been read. Not thread-safe, but for <see cref="Fraction"/>.
/// </summary>
internal sealed class SourceFiles
{
    private const int SampleBytes = 64 * 1024;
    private readonly long _total;
    private long _before;
    private FileStream? _current;

    /// <summary>Takes the files in the order in which they will be read.</summary>
    /// <exception cref="FileNotFoundException">One of them does not exist.</exception>
    public SourceFiles(params IReadOnlyList<string> paths)
    {
        Paths = paths;
        foreach (var path in paths)
        {
            if (!File.Exists(path))
            {
                throw new FileNotFoundException($"The file {path} does not exist.", path);
            }
            _total += new FileInfo(path).Length;
        }
    }

    /// <summary>The files.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The share of bytes that has been read, [0, 1].</summary>
    public double Fraction
    {
        get
        {
            var current = _current;
            return _total == 0 ? 1 : Math.Min(1, (_before + (current is { CanSeek: true } ? current.Position : 0)) / (double)_total);
        }
    }

    /// <summary>The file itself, or the files with these endings below a folder, in the order of their names.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static IReadOnlyList<string> Find(string fileOrFolder, params ReadOnlySpan<string> endings)
    {
        if (!Directory.Exists(fileOrFolder))
        {
            return [fileOrFolder];
        }
        List<string> found = [];
        foreach (var path in Directory.EnumerateFiles(fileOrFolder))
        {
            foreach (var ending in endings)
            {
                if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                {
                    found.Add(path);
                    break;
                }
            }
        }
        found.Sort(StringComparer.Ordinal);
        return found.Count > 0
            ? found
            : throw new FileNotFoundException(
                $"The folder {fileOrFolder} holds no file ending in {string.Join(" or ", endings.ToArray())}.");
    }

    /// <summary>Opens one of the files as UTF-8 text; a byte order mark is skipped.</summary>
    public IEnumerable<TextReader> Open(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        _current = file;
        try
        {
            using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            using var reader = new StreamReader(plain, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16);
            yield return reader;
        }
        finally
        {
            _current = null;
            _before += new FileInfo(path).Length;
        }
    }

    /// <summary>Forgets how far was read.</summary>
    public void Rewind() => _before = 0;

    /// <summary>
    /// A digest of names, lengths, and the beginnings and ends of the files, with the options that shape what is read from them.
    /// </summary>
    public string Fingerprint(string options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(options));
        var sample = new byte[SampleBytes];
        foreach (var path in Paths)
        {
            using var file = File.OpenRead(path);
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{Path.GetFileName(path)}\n{file.Length}\n"));
            hash.AppendData(sample, 0, file.ReadAtLeast(sample, SampleBytes, throwOnEndOfStream: false));
            file.Position = Math.Max(0, file.Length - SampleBytes);
            hash.AppendData(sample, 0, file.ReadAtLeast(sample, SampleBytes, throwOnEndOfStream: false));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12));
    }
}
