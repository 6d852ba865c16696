namespace Personalization.Embedded.Journaling;

/// <summary>A stored row of the journal does not match its checksum, so what it held cannot be trusted.</summary>
public sealed class JournalCorruptException : IOException
{
    /// <summary>Creates the exception.</summary>
    public JournalCorruptException(string file, long position, string fault)
        : base($"The journal '{file}' is damaged at position {position}: {fault}. Restore the file from a backup; the entries before this position are sound.")
    {
        File = file;
        Position = position;
    }

    /// <summary>The journal's file.</summary>
    public string File { get; }

    /// <summary>The position of the first entry of the damaged row.</summary>
    public long Position { get; }
}
