using System.Buffers;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Hosting;

/// <summary>Reads request bodies within limits.</summary>
internal static class RequestBody
{
    /// <summary>Lets bodies be sent compressed, and refuses those of a compression that is not known.</summary>
    public static void UseCompressedBodies(this WebApplication app)
    {
        app.UseRequestDecompression();
        app.Use(static (http, next) =>
            http.Request.Headers.ContentEncoding is [{ Length: > 0 } encoding]
                && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)
                ? Problem.Write(
                    http, StatusCodes.Status415UnsupportedMediaType, "Unsupported content encoding",
                    $"The body is compressed with '{encoding}'; gzip, deflate or br is allowed.")
                : next(http));
    }

    /// <summary>Reads the whole body and hands it over, whole, in the buffers in which it came if it can.</summary>
    /// <param name="http">The request.</param>
    /// <param name="most">The largest body, in bytes.</param>
    /// <param name="arg">Handed over too.</param>
    /// <param name="parse">Takes the body, which is gone when it returns.</param>
    /// <exception cref="BadHttpRequestException">The body is larger than <paramref name="most"/> bytes.</exception>
    public static async ValueTask<T> Read<TArg, T>(HttpContext http, int most, TArg arg, BodyParser<TArg, T> parse)
    {
        if (http.Request.ContentLength > most)
        {
            throw TooLarge(most);
        }
        var pipe = http.Request.BodyReader;
        while (true)
        {
            var read = await pipe.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > most)
            {
                // Given back, so that the server can read the rest away and the client gets to see the answer.
                pipe.AdvanceTo(read.Buffer.End);
                throw TooLarge(most);
            }
            if (read.IsCompleted)
            {
                try
                {
                    return parse(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray(), arg);
                }
                finally
                {
                    pipe.AdvanceTo(read.Buffer.End);
                }
            }
            pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static BadHttpRequestException TooLarge(int most) =>
        new($"The body has more than {most} bytes, which is the limit here.", StatusCodes.Status413PayloadTooLarge);
}

/// <summary>Makes something of a body.</summary>
internal delegate T BodyParser<in TArg, out T>(ReadOnlySpan<byte> body, TArg arg);
