using Personalization.Contracts.Catalog;

namespace Personalization.Log.Catalog;

/// <summary>The change log of the catalogue. Every node's local replica follows it. Thread-safe.</summary>
public interface ICatalogLog
{
    /// <summary>Appends changes. When the task completes they are durable, and this node's replica has them.</summary>
    /// <exception cref="Events.LogUnavailableException">Nothing of the batch was accepted.</exception>
    ValueTask Append(IReadOnlyList<ItemChange> changes, CancellationToken cancellationToken = default);
}
