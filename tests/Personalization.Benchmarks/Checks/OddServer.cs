using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Personalization.Benchmarks.Checks;

/// <summary>A web server that answers in all the ways that a load generator must cope with.</summary>
internal sealed class OddServer : IAsyncDisposable
{
    public const string ChunkedPath = "/chunked";
    public const string StallPath = "/stall";
    public const string RefusingPath = "/refusing";
    public const string ClosingPath = "/closing";
    public const string AbortingPath = "/aborting";
    public const string SilentPath = "/silent";

    private readonly WebApplication app;

    private OddServer(WebApplication app) => this.app = app;

    public int Port => new Uri(app.Urls.First()).Port;

    public static async Task<OddServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Map(ChunkedPath, ChunkedAsync);
        app.Map(StallPath, (HttpContext context) => StallAsync(context, TimeSpan.FromMilliseconds(400)));
        app.Map(SilentPath, (HttpContext context) => StallAsync(context, Timeout.InfiniteTimeSpan));
        app.Map(RefusingPath, () => Results.Text("too much", statusCode: StatusCodes.Status429TooManyRequests));
        app.Map(ClosingPath, (HttpContext context) =>
        {
            context.Response.Headers.Connection = "close";
            return Results.Text("bye");
        });
        app.Map(AbortingPath, (HttpContext context) => context.Abort());
        await app.StartAsync();
        return new OddServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private static async Task ChunkedAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        for (var i = 0; i < 3; i++)
        {
            await context.Response.WriteAsync(new string('x', 1 + i * 100), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task StallAsync(HttpContext context, TimeSpan time)
    {
        await Task.Delay(time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ChunkedAsync(context);
    }
}
