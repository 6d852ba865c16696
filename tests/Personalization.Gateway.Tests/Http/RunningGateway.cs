using Microsoft.Extensions.DependencyInjection;
using Personalization.Contracts.Events;
using Personalization.Log.Partitions;
using Personalization.Grains.Hosting;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Personalization.Log;
using Personalization.Gateway.Hosting;

namespace Personalization.Gateway.Tests.Http;

/// <summary>A gateway in this process, on a port of its own, with its engine in a folder of its own.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("personalization-http-").FullName;
    private readonly (string Path, string Value)[] _settings;
    private GatewayHost? _host;
    private EngineHost[] _others = [];

    private RunningGateway((string Path, string Value)[] settings) => _settings = settings;

    public HttpClient Http { get; } = new() { Timeout = Patience.Limit };

    public Uri Url => Http.BaseAddress!;

    /// <summary>Where its engine keeps its data, unless the settings say otherwise.</summary>
    public string Folder => _folder;

    public IEngine Engine => _host!.Engine;

    /// <summary>A service of the host that gateway and engine share.</summary>
    public T Service<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    /// <summary>Starts with settings such as <c>("Gateway:MaxJsonBytes", "4096")</c>.</summary>
    public static async Task<RunningGateway> Start(params (string Path, string Value)[] settings)
    {
        var gateway = new RunningGateway(settings);
        await gateway.Open();
        gateway.Http.BaseAddress = new Uri(gateway._host!.Urls.First());
        return gateway;
    }

    /// <summary>Stops, and starts again on the same port and folder.</summary>
    public async Task Restart()
    {
        await Close();
        await Open(Url.ToString());
    }

    public async Task<Reply> Send(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await Http.SendAsync(request);
        return await Reply.Read(response);
    }

    public Task<Reply> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Reply> Put(string path, string body) =>
        Send(HttpMethod.Put, path, Content(Encoding.UTF8.GetBytes(body), "application/json"));

    public Task<Reply> Post(string path, string body, string type = "application/json") => Post(path, Encoding.UTF8.GetBytes(body), type);

    public Task<Reply> Post(string path, byte[] body, string type = "application/json", string? encoding = null) =>
        Send(HttpMethod.Post, path, Content(body, type, encoding));

    /// <summary>Posts events: one, an array, or lines with <paramref name="type"/> application/x-ndjson.</summary>
    public Task<Reply> PostEvents(string body, string type = "application/json") => Post("/api/v1/events", body, type);

    /// <summary>Posts lines of events.</summary>
    public Task<Reply> PostLines(string body) => PostEvents(body, "application/x-ndjson");

    /// <summary>A person's feature.</summary>
    public async Task<double> Feature(string user, string name) =>
        (await Get($"/api/v1/users/{Uri.EscapeDataString(user)}/features?names={name}"))
            .Json.GetProperty("features")
            .GetProperty(name)
            .GetDouble();

    /// <summary>The engine's own metrics as Prometheus gets them: values by name and labels.</summary>
    public async Task<Dictionary<string, double>> Metrics() => (await Get("/metrics")).Text.Split('\n')
        .Where(static line => line.StartsWith("personalization_", StringComparison.Ordinal))
        .Select(static line => line.Split(' '))
        .ToDictionary(
            static line => line[0].Replace("otel_scope_name=\"Personalization\",", "", StringComparison.Ordinal)
                .Replace("{otel_scope_name=\"Personalization\"}", "", StringComparison.Ordinal),
            static line => double.Parse(line[1], CultureInfo.InvariantCulture));

    public static HttpContent Content(byte[] body, string type, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }
        return content;
    }

    /// <summary>The methods and paths that are mapped and described, in order.</summary>
    public IEnumerable<string> Endpoints() => _host!.Endpoints
        .Where(e =>
            e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null && e.Metadata.GetMetadata<HttpMethodMetadata>() is not null)
        .SelectMany(e =>
            e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {e.RoutePattern.RawText!.TrimEnd('/')}"))
        .Order(StringComparer.Ordinal);

    /// <summary>Waits until what was acknowledged, and the choices and exposures that go with it, are learnt everywhere.</summary>
    public async Task Settle()
    {
        IEngine[] engines = [Engine, .. _others.Select(static other => other.Engine)];
        foreach (var engine in engines)
        {
            await engine.Node.Exposures.Settle();
        }
        foreach (var engine in engines)
        {
            await engine.Settle();
        }
    }

    /// <summary>All events in the log, without those by which several partitions tell each other where a visit goes on.</summary>
    public async Task<Event[]> Stored()
    {
        var history = new LogHistory(Service<EngineProcess>().Stores.Logs);
        return await history.Events().Select(static logged => logged.Event)
            .Where(static e => e.EventType != EventTypes.Visit).ToArrayAsync();
    }

    /// <summary>How many events the log has.</summary>
    public async Task<long> Position() => (await Stored()).Length;

    /// <summary>Checks that requests are served: live, and an event that is posted now is seen.</summary>
    public async Task AssertServes()
    {
        Assert.Equal(HttpStatusCode.OK, (await Get("/health/live")).Status);
        var user = "witness-" + Guid.NewGuid().ToString("N");
        var reply = await PostEvents($$"""{"event_type":"page_view","user_id":"{{user}}"}""");
        Assert.Equal((HttpStatusCode.OK, 1), (reply.Status, reply.Number("accepted")));
        Assert.Equal(1, await Feature(user, "page_view.count.30d"));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Close();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Close()
    {
        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    private async Task Open(string url = "http://127.0.0.1:0")
    {
        var folder = Array.Find(_settings, static setting => setting.Path == "Cluster:Storage:Folder").Value ?? _folder;
        var values = await TestEngine.Settings(folder);
        values["Gateway:Urls"] = url;
        values["Gateway:DecisionDeadline"] = "00:01:00";
        values["Demo:Mode"] = "Off";
        values["Logging:LogLevel:Default"] = "Error";
        foreach (var (path, value) in _settings)
        {
            values[path] = value;
        }
        var sources = Settings.Sources(null, values);
        var settings = Settings.Read(sources);
        _host = await GatewayHost.Start(settings, sources, TimeProvider.System);
        _others = await TestEngine.Join(settings);
    }
}
