using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Personalization.Gateway.Tests.Console;

/// <summary>An open console and everything that went wrong in it.</summary>
internal sealed class ConsolePage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _faults = [];

    public ConsolePage(IPage page, string address)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _faults.Enqueue($"console {message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, fault) => _faults.Enqueue($"page error: {fault}");
        page.Dialog += (_, dialog) =>
        {
            _faults.Enqueue($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _faults.Enqueue($"outside request: {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _faults.Enqueue($"{response.Status}: {response.Url}");
            }
        };
        page.RequestFailed += (_, request) =>
        {
            // A stream that the page closes is reported as failed.
            if (!request.Url.EndsWith("/live", StringComparison.Ordinal))
            {
                _faults.Enqueue($"failed request: {request.Url} {request.Failure}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings, dialogs, failed requests and requests to elsewhere.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>The elements of a selector, only those with <paramref name="text"/> in them when it is given.</summary>
    public ILocator Find(string selector, string? text = null) => Page.Locator(selector, new PageLocatorOptions { HasText = text });

    /// <summary>
    /// Waits until a script's function is true. A plain expression would be refused by the page's content security policy.
    /// </summary>
    public Task Until(string script, object? argument = null) => Page.WaitForFunctionAsync(script, argument);

    /// <summary>How far the page can be scrolled sideways, in pixels.</summary>
    public Task<int> SidewaysScroll() =>
        Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)");

    /// <summary>Keeps a picture when <c>CONSOLE_SCREENSHOTS</c> names a folder for them.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("CONSOLE_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
