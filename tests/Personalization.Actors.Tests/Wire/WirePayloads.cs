using System.Runtime.CompilerServices;

namespace Personalization.Actors.Tests.Wire;

/// <summary>
/// Messages as releases wrote them, in files: a folder per form (<c>Payloads/wire-1</c> …), a file per sample, each written once and never changed. When
/// messages gain members, add a folder to <see cref="Folders"/> and run the tests once with <c>WRITE_WIRE_PAYLOADS=1</c>: it writes the files that are missing in
/// the newest folder, and only those.
/// </summary>
internal static class WirePayloads
{
    /// <summary>The folders, oldest first.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["wire-1"];

    public static byte[]? Find(string folder, WireSample sample, [CallerFilePath] string source = "")
    {
        var name = Path.Combine("Payloads", folder, sample.Name + ".bin");
        var copied = Path.Combine(AppContext.BaseDirectory, name);
        if (!File.Exists(copied) && folder == Folders[^1] && Environment.GetEnvironmentVariable("WRITE_WIRE_PAYLOADS") == "1")
        {
            var kept = Path.Combine(Path.GetDirectoryName(source)!, "..", name);
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            Directory.CreateDirectory(Path.GetDirectoryName(copied)!);
            using (var file = new FileStream(kept, FileMode.CreateNew))
            {
                file.Write(sample.Write());
            }
            File.Copy(kept, copied);
        }
        return File.Exists(copied) ? File.ReadAllBytes(copied) : null;
    }
}
