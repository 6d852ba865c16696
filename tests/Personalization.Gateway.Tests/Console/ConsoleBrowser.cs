using Microsoft.Playwright;
using Personalization.Gateway.Hosting;
using Personalization.Tools.Demo;

namespace Personalization.Gateway.Tests.Console;

/// <summary>A gateway with the console and a headless Chromium to look at it; without the browser its tests are skipped.</summary>
public sealed class ConsoleBrowser : IAsyncLifetime
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] s_arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

    private readonly Dictionary<DemoMode, (GatewayHost Host, string Folder)> _hosts = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("PERSONALIZATION_CHROMIUM") ?? Array.Find(s_places, File.Exists);
        if (!File.Exists(chromium))
        {
            _missing = "There is no Chromium on this machine (apt-get install chromium, or name it in PERSONALIZATION_CHROMIUM).";
            return;
        }
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        try
        {
            _playwright = await Playwright.CreateAsync();
        }
        catch (Exception fault) when (fault is PlaywrightException or IOException or System.ComponentModel.Win32Exception)
        {
            _missing = $"Playwright's driver does not start: {fault.Message}";
            return;
        }
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = s_arguments });
    }

    /// <summary>Starts a gateway, or gives the one that is running in this mode.</summary>
    /// <returns>Its address.</returns>
    internal async Task<string> Gateway(DemoMode mode)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        if (!_hosts.TryGetValue(mode, out var running))
        {
            var folder = Directory.CreateTempSubdirectory("console-test-").FullName;
            _hosts.Add(mode, running = (await Start(mode, folder, "http://127.0.0.1:0"), folder));
        }
        return running.Host.Urls.First();
    }

    /// <summary>Ends the gateway of this mode and starts it again at the same address.</summary>
    /// <param name="mode">Which one.</param>
    /// <param name="between">What to do while there is none.</param>
    internal async Task Restart(DemoMode mode, Func<Task> between)
    {
        var (host, folder) = _hosts[mode];
        var address = host.Urls.First();
        await host.DisposeAsync();
        _hosts.Remove(mode);
        await between();
        _hosts.Add(mode, (await Start(mode, folder, address), folder));
    }

    private static Task<GatewayHost> Start(DemoMode mode, string folder, string address)
    {
        var settings = new Settings();
        settings.Gateway.Urls = address;
        settings.Cluster.Storage.Folder = folder;
        settings.Demo.Mode = mode;
        var sources = Settings.Sources(null, [new("Logging:LogLevel:Default", "Warning")]);
        return GatewayHost.Start(settings, sources, TimeProvider.System);
    }

    /// <summary>Opens the console.</summary>
    /// <param name="address">Where the gateway is.</param>
    /// <param name="hash">The view.</param>
    /// <param name="width">Width of the window, in pixels.</param>
    /// <param name="height">Height of the window, in pixels.</param>
    /// <param name="scheme">What the system prefers.</param>
    internal async Task<ConsolePage> Open(
        string address, string hash, int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await _browser!.NewPageAsync(new BrowserNewPageOptions
        {
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        page.SetDefaultTimeout(30_000);
        var console = new ConsolePage(page, address);
        await page.GotoAsync($"{address}/{hash}");
        return console;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
        _playwright?.Dispose();
        foreach (var (host, folder) in _hosts.Values)
        {
            await host.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
