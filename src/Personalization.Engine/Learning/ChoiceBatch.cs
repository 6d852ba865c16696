using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Personalization.Contracts;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Learning;

/// <summary>
/// Many bandits' choices as the properties of one event, <c>{"choices": "…"}</c>: an event each would cost more than deciding did. The
/// text is base64 of a version byte and, per choice, the decision's id and the choice as a block.
/// </summary>
public static class ChoiceBatch
{
    private const byte Version = 1;

    /// <summary>Adds a choice to a batch; the first one begins it.</summary>
    public static void Add(ByteWriter batch, string decisionId, DateTimeOffset at, PlacementChoice choice)
    {
        var block = Begin(batch, decisionId);
        ChoiceCodec.Write(batch, at.ToUnixTimeMilliseconds(), choice);
        batch.EndBlock(block);
    }

    /// <inheritdoc cref="Add(ByteWriter, string, DateTimeOffset, PlacementChoice)"/>
    public static void Add(ByteWriter batch, string decisionId, LoggedChoice choice)
    {
        var block = Begin(batch, decisionId);
        ChoiceCodec.Write(batch, choice);
        batch.EndBlock(block);
    }

    /// <summary>The batch as properties of an event.</summary>
    public static JsonText Seal(ByteWriter batch)
    {
        ReadOnlySpan<byte> before = "{\"choices\":\""u8, after = "\"}"u8;
        var text = new byte[before.Length + Base64.GetMaxEncodedToUtf8Length(batch.Length) + after.Length];
        before.CopyTo(text);
        if (Base64.EncodeToUtf8(batch.Written, text.AsSpan(before.Length), out _, out var written) is not OperationStatus.Done)
        {
            throw new InvalidOperationException("A batch of choices does not fit into its own encoded length.");
        }
        after.CopyTo(text.AsSpan(before.Length + written));
        return new JsonText(text);
    }

    /// <summary>The bytes that were sealed; empty where the properties have none.</summary>
    internal static byte[] Open(JsonText properties)
    {
        if (properties.IsEmpty)
        {
            return [];
        }
        var reader = new Utf8JsonReader(properties.Utf8.Span);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                return reader.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0 && bytes[0] == Version ? bytes : [];
            }
        }
        return [];
    }

    /// <summary>The choices of a sealed batch.</summary>
    internal static IEnumerable<LoggedChoice> All(JsonText properties)
    {
        var batch = Open(properties);
        for (var offset = 0; offset < batch.Length;)
        {
            var (_, start, length) = Next(batch, ref offset);
            yield return Read(batch.AsSpan(start, length));
        }
    }

    /// <summary>The next choice of an opened batch.</summary>
    /// <param name="batch">The bytes.</param>
    /// <param name="offset">Where to read on; 0 at the beginning.</param>
    /// <returns>The decision's id, and where the choice lies in the bytes.</returns>
    internal static (string DecisionId, int Start, int Length) Next(byte[] batch, ref int offset)
    {
        var start = Math.Max(1, offset);
        var reader = new ByteReader(batch.AsSpan(start));
        var (decision, length) = (reader.Text(), reader.Block().Length);
        offset = start + reader.Offset;
        return (decision, offset - length, length);
    }

    private static LoggedChoice Read(ReadOnlySpan<byte> choice)
    {
        var reader = new ByteReader(choice);
        return ChoiceCodec.Read(ref reader);
    }

    private static int Begin(ByteWriter batch, string decisionId)
    {
        if (batch.Length == 0)
        {
            batch.Byte(Version);
        }
        batch.Text(decisionId);
        return batch.BeginBlock();
    }
}
