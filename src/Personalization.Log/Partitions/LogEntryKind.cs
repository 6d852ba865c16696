namespace Personalization.Log.Partitions;

/// <summary>What an entry of a log is. The numbers are part of the stored form and never change.</summary>
public static class LogEntryKind
{
    /// <summary>An event, in the form of <see cref="Engine.Events.EventCodec"/>.</summary>
    public const byte Event = 1;

    /// <summary>A change of the catalogue, as JSON.</summary>
    public const byte ItemChange = 2;

    /// <summary>Settings that shape states, as JSON.</summary>
    public const byte Settings = 3;
}
