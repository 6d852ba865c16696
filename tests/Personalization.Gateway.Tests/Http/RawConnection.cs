using System.Net.Sockets;
using System.Text;

namespace Personalization.Gateway.Tests.Http;

/// <summary>A connection on which a test writes what it likes.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client;

    private RawConnection(TcpClient client) => _client = client;

    public static async Task<RawConnection> Open(Uri url)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(url.Host, url.Port);
        return new RawConnection(client);
    }

    public async Task Write(string text) => await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Begins a POST of events whose body is announced with this length.</summary>
    public Task BeginPost(int length, string type = "application/json") =>
        Write($"POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n\r\n");

    /// <summary>Everything the server says until it closes the connection; what came before a reset, when it resets it.</summary>
    public async Task<string> ReadToEnd()
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        using var late = new CancellationTokenSource(Patience.Limit);
        try
        {
            for (int read; (read = await _client.GetStream().ReadAsync(buffer, late.Token)) > 0;)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Reset: closed as well.
        }
        return text.ToString();
    }

    /// <summary>Breaks the connection off.</summary>
    public void Dispose()
    {
        _client.LingerState = new LingerOption(true, 0);
        _client.Dispose();
    }
}
