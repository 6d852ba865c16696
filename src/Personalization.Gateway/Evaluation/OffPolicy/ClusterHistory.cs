using Personalization.Actors.Logs;
using Personalization.Actors.Ranking;
using Personalization.AdoNet;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;

namespace Personalization.Gateway.Evaluation.OffPolicy;

/// <summary>
/// The logs of a cluster, read from its database, whether silos run or not: a log of decisions for each start of each node, and a log of events for each partition. The stores
/// belong to the history and are closed with it.
/// </summary>
internal sealed class ClusterHistory(AdoNetStores stores) : IHistory
{
    private readonly NameCache _names = new();

    public IAsyncEnumerable<Decision> Decisions() => Entries(LogNames.Decisions).Select(static entry => DecisionCodec.Read(entry.Data.Span));

    public IAsyncEnumerable<Event> Events() => Entries(LogNames.AllEvents).Select(entry => EventCodec.Read(entry.Data.Span, _names));

    public ValueTask DisposeAsync() => stores.DisposeAsync();

    private async IAsyncEnumerable<LogEntry> Entries(string prefix)
    {
        foreach (var log in await stores.Logs.Names(prefix))
        {
            await foreach (var entry in stores.Logs.Read(log, 0))
            {
                yield return entry;
            }
        }
    }
}
