namespace Personalization.Log.Partitions;

/// <summary>A stored row of a log does not match its checksum, so what it held cannot be trusted.</summary>
public sealed class LogCorruptException : IOException
{
    /// <summary>Creates the exception.</summary>
    public LogCorruptException(string log, long position, string fault)
        : base($"The log '{log}' is damaged at position {position}: {fault}. Restore it from a backup; "
            + "the entries before this position are sound.")
    {
        Log = log;
        Position = position;
    }

    /// <summary>The log's file or name.</summary>
    public string Log { get; }

    /// <summary>The position of the first entry of the damaged row.</summary>
    public long Position { get; }
}
