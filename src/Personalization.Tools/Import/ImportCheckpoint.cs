using System.Text.Json;

namespace Personalization.Tools.Import;

/// <summary>How far an import has come.</summary>
/// <param name="Fingerprint">The source's identity.</param>
/// <param name="Target">The target's identity.</param>
/// <param name="Records">Records done, faulty ones included.</param>
/// <param name="Failed">Those of them that failed.</param>
/// <param name="ErrorsBytes">The length of the error file that belongs to them.</param>
/// <param name="At">When this was written.</param>
internal sealed record ImportCheckpoint(string Fingerprint, string Target, long Records, long Failed, long ErrorsBytes, DateTimeOffset At)
{
    /// <summary>Reads a checkpoint.</summary>
    /// <returns><see langword="null"/> when there is none that can be read.</returns>
    public static ImportCheckpoint? Load(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ImportJson.Default.ImportCheckpoint);
        }
        catch (JsonException)
        {
            // Without it the import begins anew, which the events' ids make harmless.
            return null;
        }
    }

    /// <summary>Writes the checkpoint in one step: a crash leaves the old one or the new one.</summary>
    public void Save(string path)
    {
        var unfinished = path + ".part";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(this, ImportJson.Default.ImportCheckpoint));
        File.Move(unfinished, path, overwrite: true);
    }
}
