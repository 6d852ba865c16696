namespace Personalization.Log.Partitions;

/// <summary>Deletes what a log need not keep any longer. Thread-safe.</summary>
public static class LogRetention
{
    /// <summary>Deletes the entries before a moment, in whole rows; the last row stays.</summary>
    /// <param name="logs">The store.</param>
    /// <param name="log">The log, whose entries are roughly in the order of time.</param>
    /// <param name="before">Entries of earlier times may go.</param>
    /// <param name="most">Entries from this position on stay, whatever their time.</param>
    /// <param name="timeOf">An entry's time.</param>
    /// <returns>How many entries went.</returns>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    public static async Task<long> Truncate(
        ILogStore logs, string log, DateTimeOffset before, long most, Func<LogEntry, DateTimeOffset> timeOf)
    {
        var position = await Find(logs, log, before, most, timeOf);
        return position > 0 ? await logs.TruncateBefore(log, position) : 0;
    }

    // Halves the log until the first entry of the time is found: some twenty reads, whatever its length.
    private static async Task<long> Find(
        ILogStore logs, string log, DateTimeOffset before, long most, Func<LogEntry, DateTimeOffset> timeOf)
    {
        var end = Math.Min(most, await logs.NextPosition(log));
        if (await First(logs, log, 0) is not { } first)
        {
            return 0;
        }
        var (low, high) = (first.Position, end);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await First(logs, log, middle) is { } entry && timeOf(entry) < before)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private static async Task<LogEntry?> First(ILogStore logs, string log, long position)
    {
        await foreach (var entry in logs.Read(log, position))
        {
            return entry;
        }
        return null;
    }
}
