using System.Runtime.CompilerServices;

namespace Personalization.Actors.Tests.Wire;

/// <summary>
/// Messages as releases wrote them, in files: a folder per form (<c>Payloads/wire-1</c> …), a file per sample, each written once and
/// never changed. When messages change their form, add a folder to <see cref="Folders"/> and run the tests once with
/// <c>WRITE_WIRE_PAYLOADS=1</c>: it writes to the newest folder the files of those that are no longer written as before, and only
/// those.
/// </summary>
internal static class WirePayloads
{
    /// <summary>The folders, oldest first.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["wire-1", "wire-2"];

    public static byte[]? Find(string folder, WireSample sample)
    {
        var file = Path.Combine(AppContext.BaseDirectory, NameOf(folder, sample));
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    }

    /// <summary>The message as it was written last.</summary>
    public static byte[]? Newest(WireSample sample, [CallerFilePath] string source = "")
    {
        var newest = Folders.Reverse().Select(folder => Find(folder, sample)).FirstOrDefault(payload => payload is not null);
        var now = sample.Write();
        if (Environment.GetEnvironmentVariable("WRITE_WIRE_PAYLOADS") != "1" || newest.AsSpan().SequenceEqual(now))
        {
            return newest;
        }
        var kept = Path.Combine(Path.GetDirectoryName(source)!, "..", NameOf(Folders[^1], sample));
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        using var file = new FileStream(kept, FileMode.CreateNew);
        file.Write(now);
        return now;
    }

    private static string NameOf(string folder, WireSample sample) => Path.Combine("Payloads", folder, sample.Name + ".bin");
}
