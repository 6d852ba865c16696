using System.Net;
using System.Net.Http.Headers;

namespace Personalization.Gateway.Tests.Http;

/// <summary>A body of unknown length that is sent chunk by chunk.</summary>
internal sealed class PiecesContent : HttpContent
{
    private readonly byte[] _body;
    private readonly int[] _sizes;

    public PiecesContent(byte[] body, int[] sizes, string type)
    {
        (_body, _sizes) = (body, sizes);
        Headers.ContentType = new MediaTypeHeaderValue(type);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        for (var (at, i) = (0, 0); at < _body.Length; i++)
        {
            var size = Math.Min(_sizes[i % _sizes.Length], _body.Length - at);
            await stream.WriteAsync(_body.AsMemory(at, size));
            await stream.FlushAsync();
            at += size;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
