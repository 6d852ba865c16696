using System.Text;
using Personalization.Log.Partitions;

namespace Personalization.Storage.Tests.Logs;

/// <summary>Rows of a log whose entries say where they are.</summary>
internal static class Rows
{
    public static byte[] Of(long firstPosition, params string[] entries) =>
        Of(firstPosition, entries.Select(Encoding.UTF8.GetBytes).ToArray());

    public static byte[] Of(long firstPosition, params byte[][] entries)
    {
        var writer = new LogRowWriter(int.MaxValue);
        writer.Start(firstPosition);
        for (var i = 0; i < entries.Length; i++)
            Assert.True(writer.TryAdd(LogEntryKind.Event, (ulong)(firstPosition + i + 1), entries[i]));
        return writer.Finish().ToArray();
    }

    /// <summary>Appends rows of so many entries each, one after the other.</summary>
    public static async Task Append(this ILogStore logs, string log, params int[] counts)
    {
        var position = await logs.NextPosition(log);
        foreach (var count in counts)
        {
            var row = Of(position, [.. Enumerable.Range(0, count).Select(i => $"{log}@{position + i}")]);
            Assert.True(await logs.TryAppend(log, position, count, row));
            position += count;
        }
    }

    public static async Task<List<string>> Texts(this ILogStore logs, string log, long fromPosition = 0)
    {
        var texts = new List<string>();
        await foreach (var entry in logs.Read(log, fromPosition))
            texts.Add(Encoding.UTF8.GetString(entry.Data.Span));
        return texts;
    }
}
