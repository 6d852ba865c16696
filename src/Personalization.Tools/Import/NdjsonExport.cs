using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Import;

/// <summary>
/// Writes items and events as one JSON object a line, in the form in which <see cref="JsonLinesSource"/> and the HTTP interface take them.
/// </summary>
internal static class NdjsonExport
{
    /// <summary>The file of items.</summary>
    public const string ItemsFile = "items.ndjson";

    /// <summary>The file of events.</summary>
    public const string EventsFile = "events.ndjson";

    private const int FlushBytes = 1 << 16;

    /// <summary>
    /// Writes both files into a folder, which is made when it does not exist. A file appears under its name only when it is whole.
    /// </summary>
    /// <returns>How many items and events were written.</returns>
    public static async Task<(long Items, long Events)> Write(
        string folder, IEnumerable<Item> items, IAsyncEnumerable<Event> events, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        var itemCount = await WriteFile(
            Path.Combine(folder, ItemsFile), items.ToAsyncEnumerable(), ContractsJson.Default.Item, cancellationToken);
        var eventCount = await WriteFile(Path.Combine(folder, EventsFile), events, ContractsJson.Default.Event, cancellationToken);
        return (itemCount, eventCount);
    }

    private static async Task<long> WriteFile<T>(
        string path, IAsyncEnumerable<T> values, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var unfinished = path + ".part";
        var count = 0L;
        var buffer = new ArrayBufferWriter<byte>(2 * FlushBytes);
        await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 0, useAsync: true))
        {
            using var json = new Utf8JsonWriter(buffer);
            await foreach (var value in values.WithCancellation(cancellationToken))
            {
                JsonSerializer.Serialize(json, value, type);
                json.Reset();
                buffer.Write("\n"u8);
                count++;
                if (buffer.WrittenCount >= FlushBytes)
                {
                    await file.WriteAsync(buffer.WrittenMemory, cancellationToken);
                    buffer.ResetWrittenCount();
                }
            }
            await file.WriteAsync(buffer.WrittenMemory, cancellationToken);
        }
        File.Move(unfinished, path, overwrite: true);
        return count;
    }
}
