using System.Text;

namespace Personalization.Benchmarks.Load;

/// <summary>One HTTP/1.1 request, built once and sent many times.</summary>
/// <param name="Bytes">Request line, headers and body as they go over the wire.</param>
/// <param name="Units">How many units of work it carries, for example the events of a batch; 1 for a single request.</param>
internal sealed record LoadRequest(byte[] Bytes, int Units = 1)
{
    /// <summary>A GET request on a connection that is kept alive.</summary>
    /// <param name="path">Path and query.</param>
    /// <param name="headers">Further header lines such as <c>X-Api-Key: demo</c>.</param>
    public static LoadRequest Get(string path, params ReadOnlySpan<string> headers) => new(Head("GET", path, -1, null, headers));

    /// <summary>A POST request on a connection that is kept alive.</summary>
    /// <param name="path">Path and query.</param>
    /// <param name="body">The body as sent.</param>
    /// <param name="contentType">The body's media type.</param>
    /// <param name="units">How many units of work the body carries.</param>
    /// <param name="headers">Further header lines such as <c>X-Api-Key: demo</c>.</param>
    public static LoadRequest Post(
        string path, ReadOnlySpan<byte> body, string contentType = "application/json", int units = 1,
        params ReadOnlySpan<string> headers) =>
        new([.. Head("POST", path, body.Length, contentType, headers), .. body], units);

    private static byte[] Head(string method, string path, int bodyBytes, string? contentType, ReadOnlySpan<string> headers)
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: localhost\r\n");
        if (bodyBytes >= 0)
            head.Append($"Content-Type: {contentType}\r\nContent-Length: {bodyBytes}\r\n");
        foreach (var header in headers)
            head.Append(header).Append("\r\n");
        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }
}
