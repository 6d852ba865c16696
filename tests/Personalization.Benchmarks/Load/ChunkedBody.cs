namespace Personalization.Benchmarks.Load;

/// <summary>Finds the end of a body in the chunked transfer coding (RFC 9112, section 7.1), fed in pieces cut anywhere.</summary>
internal sealed class ChunkedBody
{
    private State state;
    private long left;
    private bool lineHasContent;

    private enum State { Size, Extension, Data, DataEnd, Trailer }

    /// <summary>Takes bytes from the start of <paramref name="data"/> up to the end of the body.</summary>
    /// <returns>Whether the body is complete; the next bytes then belong to another body.</returns>
    /// <exception cref="InvalidDataException">A chunk's size is not a hexadecimal number.</exception>
    public bool Feed(ref ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (state == State.Data)
            {
                var taken = (int)Math.Min(left, data.Length);
                left -= taken;
                data = data[taken..];
                if (left == 0)
                    state = State.DataEnd;
                continue;
            }
            var next = data[0];
            data = data[1..];
            if (Take(next))
                return true;
        }
        return false;
    }

    /// <summary>Forgets a half-read body.</summary>
    public void Reset() => (state, left) = (State.Size, 0);

    private bool Take(byte next)
    {
        switch (state)
        {
            case State.Size when next is (byte)';' or (byte)' ' or (byte)'\r':
                state = State.Extension;
                break;
            case State.Size:
                left = left * 16 + HexDigit(next);
                break;
            case State.Extension when next == '\n':
                state = left == 0 ? State.Trailer : State.Data;
                lineHasContent = false;
                break;
            case State.DataEnd when next == '\n':
                (state, left) = (State.Size, 0);
                break;
            case State.Trailer when next == '\n':
                if (!lineHasContent)
                {
                    (state, left) = (State.Size, 0);
                    return true;
                }
                lineHasContent = false;
                break;
            case State.Trailer when next != '\r':
                lineHasContent = true;
                break;
        }
        return false;
    }

    private static int HexDigit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => throw new InvalidDataException($"A chunk's size holds the byte 0x{digit:x2}, which is no hexadecimal digit."),
    };
}
