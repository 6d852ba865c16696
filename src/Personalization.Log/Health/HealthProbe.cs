using System.Net;
using Microsoft.AspNetCore.Http;
using Personalization.Log.Settings;

namespace Personalization.Log.Health;

/// <summary>
/// Asks a program of the engine on this machine whether it is ready, for container runtimes that run a command to find out and images that
/// hold no shell. Thread-safe.
/// </summary>
public static class HealthProbe
{
    private const string Path = "/health/ready";

    /// <summary>Asks.</summary>
    /// <param name="urls">Where the program listens, as it is configured: with semicolons between, wildcards as hosts allowed.</param>
    /// <param name="setting">The setting that says so, for messages.</param>
    /// <param name="patience">How long an answer is waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="time">The clock that <paramref name="patience"/> goes by; the system's unless given.</param>
    /// <returns>Whether it is ready, and what it said, or why it did not.</returns>
    /// <exception cref="SettingsException">None of the addresses can be asked.</exception>
    public static async Task<(bool IsReady, string Text)> Ask(
        string urls, string setting, TimeSpan patience, CancellationToken cancellationToken, TimeProvider? time = null)
    {
        var address = Address(urls, setting);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        using var late = new CancellationTokenSource(patience, time ?? TimeProvider.System);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var response = await http.GetAsync(address, ended.Token);
            var text = await response.Content.ReadAsStringAsync(ended.Token);
            return (response.StatusCode == HttpStatusCode.OK, text);
        }
        catch (HttpRequestException fault)
        {
            return (false, $"{address} cannot be reached: {fault.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, $"{address} did not answer within {patience.TotalSeconds:0.#} s");
        }
    }

    /// <summary>The address to ask: the first that is plain HTTP, with loopback for a host that stands for all interfaces.</summary>
    /// <exception cref="SettingsException">There is none.</exception>
    public static Uri Address(string urls, string setting)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            BindingAddress address;
            try
            {
                address = BindingAddress.Parse(url);
            }
            catch (FormatException fault)
            {
                throw new SettingsException([$"{setting}: is '{urls}'; {fault.Message}"]);
            }
            if (address is { Scheme: "http", IsUnixPipe: false, IsNamedPipe: false, Port: > 0 })
            {
                return new UriBuilder("http", Host(address.Host), address.Port, Path).Uri;
            }
        }
        throw new SettingsException([$"{setting}: is '{urls}'; health can be asked at an http address with a port only"]);
    }

    // Kestrel takes any host that is neither an IP address nor localhost for all interfaces.
    private static string Host(string host) =>
        !IPAddress.TryParse(host, out var address) ? IPAddress.Loopback.ToString()
            : address.Equals(IPAddress.Any) ? IPAddress.Loopback.ToString()
            : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback.ToString()
            : host;
}
