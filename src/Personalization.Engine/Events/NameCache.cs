using System.Text;
using Personalization.Contracts.Catalog;

namespace Personalization.Engine.Events;

/// <summary>
/// Turns the UTF-8 text of often repeated names (event types, channels) into shared strings without allocating. Direct-mapped, 1,024
/// names; others are decoded anew. So it does with the stored facts of items. Thread-safe: entries are immutable and swapped whole.
/// </summary>
public sealed class NameCache
{
    private readonly Entry?[] _entries = new Entry?[1024];
    private FactsCache? _facts;

    /// <summary>The string for <paramref name="utf8"/>.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        uint hash = 2166136261;
        foreach (var b in utf8)
        {
            hash = (hash ^ b) * 16777619;
        }
        ref var slot = ref _entries[(hash ^ (hash >> 15)) & 1023];
        if (slot is { } entry && utf8.SequenceEqual(entry.Utf8))
        {
            return entry.Name;
        }
        var name = Encoding.UTF8.GetString(utf8);
        if (utf8.Length <= 64)
        {
            slot = new Entry(utf8.ToArray(), name);
        }
        return name;
    }

    /// <summary>The facts whose stored form is <paramref name="data"/>.</summary>
    /// <exception cref="FormatException">The bytes are no facts.</exception>
    internal ItemFacts Facts(ReadOnlySpan<byte> data) => (_facts ??= new FactsCache(this)).Get(data);

    private sealed record Entry(byte[] Utf8, string Name);
}
