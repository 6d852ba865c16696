using Personalization.Log.Events;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Tools.Import;

namespace Personalization.Tools.Tests.Import;

/// <summary>A target that keeps what it was handed, and fails when told to.</summary>
internal sealed class RecordingTarget : IImportTarget
{
    public string Name => "recording";

    public List<IReadOnlyList<Event>> EventBatches { get; } = [];

    public List<string> Calls { get; } = [];

    public Action? BeforeEvents { get; set; }

    public int StopAfter { get; set; } = int.MaxValue;

    public IEnumerable<Event> Events => EventBatches.SelectMany(batch => batch);

    public ValueTask<ImportReply> Append(IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        Calls.Add($"items {items.Count}");
        return ValueTask.FromResult(ImportReply.Taken());
    }

    public ValueTask<ImportReply> Publish(IReadOnlyList<Event> events, CancellationToken cancellationToken)
    {
        BeforeEvents?.Invoke();
        cancellationToken.ThrowIfCancellationRequested();
        if (EventBatches.Count >= StopAfter)
        {
            throw new LogUnavailableException(LogRefusal.StorageFull, "The storage is full.");
        }
        Calls.Add($"events {events.Count}");
        EventBatches.Add(events);
        return ValueTask.FromResult(ImportReply.Taken());
    }
}
