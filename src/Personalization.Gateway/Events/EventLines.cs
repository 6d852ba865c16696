using System.Buffers;

namespace Personalization.Gateway.Events;

/// <summary>Reads streams of one event a line, however they are cut into pieces on their way.</summary>
internal static class EventLines
{
    /// <summary>Reads the body's lines and publishes them in chunks, save the last chunk.</summary>
    /// <returns>Whether all was read: false when a line is too long.</returns>
    public static async Task<bool> Read(HttpContext http, EventIntake intake, EventReceipt receipt, int maxLine)
    {
        var pipe = http.Request.BodyReader;
        while (true)
        {
            var read = await pipe.ReadAsync(http.RequestAborted);
            var rest = ReadWholeLines(read.Buffer, intake, receipt, maxLine);
            if (rest.Length > maxLine || read.IsCompleted)
            {
                var isWhole = rest.Length <= maxLine;
                if (isWhole)
                {
                    ReadLine(rest, intake, receipt);
                }
                pipe.AdvanceTo(read.Buffer.End);
                return isWhole;
            }
            pipe.AdvanceTo(rest.Start, read.Buffer.End);
            await receipt.Pace();
        }
    }

    /// <returns>What follows behind the last whole line, or from a line on that is too long.</returns>
    private static ReadOnlySequence<byte> ReadWholeLines(
        ReadOnlySequence<byte> buffer, EventIntake intake, EventReceipt receipt, int maxLine)
    {
        while (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            if (line.Length > maxLine)
            {
                return buffer;
            }
            ReadLine(line, intake, receipt);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            if (receipt.HasFullChunk)
            {
                intake.Publish(receipt, last: false);
            }
        }
        return buffer;
    }

    private static void ReadLine(in ReadOnlySequence<byte> line, EventIntake intake, EventReceipt receipt)
    {
        if (line.IsSingleSegment)
        {
            intake.ReadLine(line.FirstSpan, receipt);
            return;
        }
        var length = (int)line.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        line.CopyTo(copy);
        intake.ReadLine(copy.AsSpan(0, length), receipt);
        ArrayPool<byte>.Shared.Return(copy);
    }
}
