using System.Buffers.Text;
using System.Text;

namespace Personalization.Benchmarks.Load;

/// <summary>
/// Reads HTTP/1.1 answers from a byte stream cut anywhere, as far as a load run needs: the status, where the answer ends
/// (Content-Length or chunked), and whether the connection stays open. Bodies are skipped, not kept, apart from a short sample.
/// Allocates nothing per answer.
/// </summary>
internal sealed class HttpResponseReader
{
    private const int LongestHeadBytes = 32 * 1024;
    private const int SampleBytes = 512;

    private readonly byte[] head = new byte[LongestHeadBytes];
    private readonly byte[] sample = new byte[SampleBytes];
    private readonly ChunkedBody chunks = new();
    private int headLength;
    private int sampleLength;
    private bool sampled;
    private bool inBody;
    private bool chunked;
    private long bodyLeft;

    /// <summary>The status of the answer being read or last read.</summary>
    public int Status { get; private set; }

    /// <summary>Whether the server said that it closes the connection after this answer.</summary>
    public bool Closes { get; private set; }

    /// <summary>The start of the body of the first answer, or of the last one that was not 2xx.</summary>
    public string Sample => Encoding.UTF8.GetString(sample, 0, sampleLength);

    /// <summary>Takes the next bytes.</summary>
    /// <returns>Whether they complete an answer.</returns>
    /// <exception cref="InvalidDataException">The bytes are no HTTP/1.1 answer that this reader understands, or more than one.</exception>
    public bool Feed(ReadOnlySpan<byte> data)
    {
        while (!inBody)
        {
            if (!FeedHead(ref data))
                return false;
            // 100 Continue and its like precede the answer proper.
            if (Status >= 200)
                inBody = true;
        }
        KeepSample(data);
        bool done;
        if (chunked)
        {
            done = chunks.Feed(ref data);
        }
        else
        {
            var taken = (int)Math.Min(bodyLeft, data.Length);
            bodyLeft -= taken;
            data = data[taken..];
            done = bodyLeft == 0;
        }
        if (done && !data.IsEmpty)
            throw new InvalidDataException($"{data.Length} bytes follow the answer, though only one request was sent.");
        if (done)
            (inBody, sampled) = (false, true);
        return done;
    }

    /// <summary>Forgets a half-read answer, for a new connection.</summary>
    public void Reset()
    {
        (inBody, headLength) = (false, 0);
        chunks.Reset();
    }

    private bool FeedHead(ref ReadOnlySpan<byte> data)
    {
        if (headLength == 0 && data.IndexOf("\r\n\r\n"u8) is var end and >= 0)
        {
            ReadHead(data[..(end + 2)]);
            data = data[(end + 4)..];
            return true;
        }
        var copied = Math.Min(data.Length, LongestHeadBytes - headLength);
        data[..copied].CopyTo(head.AsSpan(headLength));
        var start = Math.Max(0, headLength - 3);
        var found = head.AsSpan(start, headLength + copied - start).IndexOf("\r\n\r\n"u8);
        if (found < 0)
        {
            if (copied < data.Length)
                throw new InvalidDataException($"The answer's head is longer than {LongestHeadBytes} bytes.");
            headLength += copied;
            return false;
        }
        ReadHead(head.AsSpan(0, start + found + 2));
        data = data[(start + found + 4 - headLength)..];
        headLength = 0;
        return true;
    }

    private void ReadHead(ReadOnlySpan<byte> lines)
    {
        if (!lines.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(lines[9..], out int status, out _))
            throw new InvalidDataException("The answer does not start with an HTTP/1.1 status line.");
        (Status, Closes, chunked, bodyLeft) = (status, false, false, -1);
        for (var eol = lines.IndexOf((byte)'\n'); eol >= 0; eol = lines.IndexOf((byte)'\n'))
        {
            lines = lines[(eol + 1)..];
            if (lines.IsEmpty)
                break;
            if ((lines[0] | 0x20) is 'c' or 't')
                ReadHeader(lines[..lines.IndexOf((byte)'\r')]);
        }
        if (status is < 200 or 204 or 304)
            bodyLeft = 0;
        else if (bodyLeft < 0 && !chunked)
            throw new InvalidDataException($"The answer (status {status}) has neither a Content-Length nor a chunked body.");
        if (status is < 200 or > 299)
            (sampled, sampleLength) = (false, 0);
    }

    private void ReadHeader(ReadOnlySpan<byte> line)
    {
        if (IsHeader(line, "Content-Length:"u8, out var value) && Utf8Parser.TryParse(value, out long length, out _))
            bodyLeft = length;
        else if (IsHeader(line, "Transfer-Encoding:"u8, out value) && Ascii.EqualsIgnoreCase(value, "chunked"u8))
            chunked = true;
        else if (IsHeader(line, "Connection:"u8, out value) && Ascii.EqualsIgnoreCase(value, "close"u8))
            Closes = true;
    }

    private static bool IsHeader(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var matches = line.Length >= name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);
        value = matches ? line[name.Length..].Trim((byte)' ') : default;
        return matches;
    }

    private void KeepSample(ReadOnlySpan<byte> data)
    {
        if (sampled || data.IsEmpty)
            return;
        var kept = Math.Min(data.Length, SampleBytes - sampleLength);
        data[..kept].CopyTo(sample.AsSpan(sampleLength));
        sampleLength += kept;
    }
}
