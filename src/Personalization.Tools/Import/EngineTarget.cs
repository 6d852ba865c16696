using Personalization.Log.Catalog;
using Personalization.Log.Events;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Import;

/// <summary>Imports into the engine in this process.</summary>
internal sealed class EngineTarget(ICatalogLog catalog, IEventStream stream, TimeProvider time) : IImportTarget
{
    /// <inheritdoc/>
    public string Name => "engine";

    /// <inheritdoc/>
    public async ValueTask<ImportReply> Append(IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var changes = new ItemChange[items.Count];
        for (var i = 0; i < changes.Length; i++)
        {
            changes[i] = new ItemChange(items[i].ItemId, items[i], now);
        }
        try
        {
            await catalog.Append(changes, cancellationToken);
            return ImportReply.Taken();
        }
        catch (LogUnavailableException refusal) when (refusal.Refusal == LogRefusal.Overloaded)
        {
            throw new TargetBusyException(refusal.Message, inner: refusal);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ImportReply> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken)
    {
        try
        {
            return ImportReply.Taken((await stream.Publish(events, cancellationToken)).Duplicates);
        }
        catch (LogUnavailableException refusal) when (refusal.Refusal == LogRefusal.Overloaded)
        {
            throw new TargetBusyException(refusal.Message, inner: refusal);
        }
    }
}
