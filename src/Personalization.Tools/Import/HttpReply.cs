using System.Text.Json;

namespace Personalization.Tools.Import;

/// <summary>
/// Reads the engine's answer to a batch: <c>duplicates</c>, and in <c>rejected</c> or <c>errors</c> a list of objects with <c>index</c>,
/// <c>field</c> and one of <c>fault</c>, <c>detail</c>, <c>message</c> or <c>error</c>. Members that are missing are taken as nothing to
/// report.
/// </summary>
internal static class HttpReply
{
    private static readonly string[] s_lists = ["rejected", "errors"];
    private static readonly string[] s_faults = ["fault", "detail", "message", "error"];

    /// <summary>The answer to a batch of which all but the listed records were taken.</summary>
    public static ImportReply Accepted(ReadOnlySpan<byte> body, int count)
    {
        using var document = Parse(body);
        return document is null
            ? ImportReply.Taken()
            : new ImportReply(Duplicates(document.RootElement), Rejections(document.RootElement, count));
    }

    /// <summary>The answer to a batch that was refused: when it lists no records, none was taken.</summary>
    public static ImportReply Refused(ReadOnlySpan<byte> body, int count)
    {
        using var document = Parse(body);
        if (document is not null && Rejections(document.RootElement, count) is { Count: > 0 } listed)
        {
            return new ImportReply(Duplicates(document.RootElement), listed);
        }
        var fault = document is null
            ? "The engine refused the batch."
            : Text(document.RootElement, s_faults) ?? "The engine refused the batch.";
        return new ImportReply(0, [.. Enumerable.Range(0, count).Select(index => new ImportRejection(index, null, fault))]);
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            // An engine behind a proxy may answer with a page; there is nothing in it to report.
            return null;
        }
    }

    private static int Duplicates(JsonElement root) =>
        root.TryGetProperty("duplicates", out var found) && found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out var count)
            ? count
            : 0;

    private static List<ImportRejection> Rejections(JsonElement root, int count)
    {
        List<ImportRejection> rejections = [];
        foreach (var name in s_lists)
        {
            if (!root.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
            {
                continue;
            }
            foreach (var entry in list.EnumerateArray())
            {
                if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("index", out var found)
                    && found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out var index)
                    && index >= 0 && index < count)
                {
                    rejections.Add(new ImportRejection(index, Text(entry, "field"), Text(entry, s_faults)
                        ?? "The engine refused the record."));
                }
            }
        }
        return rejections;
    }

    private static string? Text(JsonElement entry, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (entry.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String)
            {
                return found.GetString();
            }
        }
        return null;
    }
}
