using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Import;

/// <summary>Takes what is imported.</summary>
internal interface IImportTarget
{
    /// <summary>Which engine it is; a checkpoint of one target says nothing about another.</summary>
    string Name { get; }

    /// <summary>Takes items. When the task completes they are durable.</summary>
    /// <exception cref="TargetBusyException">Nothing was taken; try again later.</exception>
    ValueTask<ImportReply> Append(IReadOnlyList<Item> items, CancellationToken cancellationToken);

    /// <summary>Takes events, which carry id and time. When the task completes they are durable.</summary>
    /// <exception cref="TargetBusyException">Nothing was taken; try again later.</exception>
    ValueTask<ImportReply> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken);
}
