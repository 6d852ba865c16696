using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>A web server with fixed answers on a free local port.</summary>
internal sealed class BareServer : IAsyncDisposable
{
    /// <summary>Reads the body to its end and answers 700 bytes of JSON.</summary>
    public const string PostPath = "/bare/post";

    /// <summary>Answers 4,096 bytes of JSON.</summary>
    public const string GetPath = "/bare/get";

    private static readonly byte[] PostAnswer = JsonOf(700);
    private static readonly byte[] GetAnswer = JsonOf(4096);
    private readonly WebApplication app;

    private BareServer(WebApplication app) => this.app = app;

    /// <summary>The port it listens on.</summary>
    public int Port => new Uri(app.Urls.First()).Port;

    /// <summary>Starts a server.</summary>
    public static async Task<BareServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost(PostPath, PostAsync);
        app.MapGet(GetPath, (HttpContext context) => AnswerAsync(context, GetAnswer));
        await app.StartAsync();
        return new BareServer(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static async Task PostAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        ReadResult read;
        do
        {
            read = await body.ReadAsync(context.RequestAborted);
            body.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);
        await AnswerAsync(context, PostAnswer);
    }

    private static Task AnswerAsync(HttpContext context, byte[] answer)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = answer.Length;
        context.Response.BodyWriter.Write(answer);
        return Task.CompletedTask;
    }

    private static byte[] JsonOf(int sizeBytes) => [.. "{\"data\":\""u8, .. Enumerable.Repeat((byte)'x', sizeBytes - 11), .. "\"}"u8];
}
