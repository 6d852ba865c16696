using System.Globalization;

namespace Personalization.Log.Partitions;

/// <summary>The names of a cluster's logs. Part of the stored form.</summary>
public static class LogNames
{
    /// <summary>The catalogue's change log.</summary>
    public const string Catalog = "catalog";

    /// <summary>What the names of decision logs begin with: one log for each start of each node.</summary>
    public const string Decisions = "decisions/";

    /// <summary>What the names of event logs begin with: one log for each partition.</summary>
    public const string AllEvents = "events/";

    /// <summary>The number of the partition that a log of events is.</summary>
    public static int Partition(string log) => int.Parse(log.AsSpan(AllEvents.Length), CultureInfo.InvariantCulture);

    /// <summary>The settings that shape the states of a partition, one entry for each time that they changed.</summary>
    public static string Settings(int partition) => string.Create(CultureInfo.InvariantCulture, $"settings/{partition:0000}");

    /// <summary>A partition of the event log.</summary>
    public static string Events(int partition) => string.Create(CultureInfo.InvariantCulture, $"{AllEvents}{partition:0000}");
}
