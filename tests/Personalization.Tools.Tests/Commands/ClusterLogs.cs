using Personalization.Log.Partitions;
using Personalization.Log.Ranking;
using Personalization.Storage;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Tests.Shared;

namespace Personalization.Tools.Tests.Commands;

/// <summary>
/// The logs that a cluster would have kept of what an engine in a folder did: events in two partitions, decisions of two starts of nodes.
/// </summary>
internal static class ClusterLogs
{
    private const int Partitions = 2;

    public static async Task Copy(string folder, StoreOptions options)
    {
        await using var source = EngineStores.Open(new StoreOptions { Folder = folder });
        var history = new LogHistory(source.Logs);
        await using var stores = EngineStores.Open(options);
        await stores.Prepare();
        foreach (var partition in (await history.Events().Select(static logged => logged.Event).ToListAsync())
            .GroupBy(static e => LogRouting.PartitionOf(e, Partitions)))
        {
            await Append(stores.Logs, LogNames.Events(partition.Key), partition);
        }
        var decisions = await history.Decisions().ToArrayAsync();
        var start = new ManualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        foreach (var half in decisions.Chunk((decisions.Length + 1) / 2))
        {
            await new DecisionWriter(stores.Logs, start).Append(half);
            start.Advance(TimeSpan.FromHours(1));
        }
    }

    private static async Task Append(ILogStore logs, string name, IEnumerable<Event> events)
    {
        var (row, writer) = (new LogRowWriter(int.MaxValue), new ByteWriter(1024));
        row.Start(0);
        foreach (var e in events)
        {
            writer.Clear();
            EventCodec.Write(writer, e);
            row.TryAdd(LogEntryKind.Event, 0, writer.Written);
        }
        await new LogAppender(logs, name, TimeProvider.System).Append(row);
    }
}
