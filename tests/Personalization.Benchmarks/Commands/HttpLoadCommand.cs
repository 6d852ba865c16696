using System.CommandLine;
using System.Text.Json;
using Personalization.Benchmarks.Load;

namespace Personalization.Benchmarks.Commands;

/// <summary>The verb that loads any HTTP server and prints the result as one line of JSON; also the child process of other verbs.</summary>
internal static class HttpLoadCommand
{
    private static readonly Option<bool> Plan =
        new(HttpLoad.PlanOption) { Description = "Read a binary plan from standard input (used between processes)." };
    private static readonly Option<Uri> Url =
        new("--url") { Description = "Where to send requests, for example http://127.0.0.1:8080/path." };
    private static readonly Option<FileInfo> Body = new("--body-file") { Description = "Post this file instead of getting." };
    private static readonly Option<string> Type = new("--content-type")
    {
        Description = "The body's media type.",
        DefaultValueFactory = _ => "application/json"
    };
    private static readonly Option<int> Units = new("--units")
    {
        Description = "How many events the body holds.",
        DefaultValueFactory = _ => 1
    };
    private static readonly Option<string[]> Headers =
        new("--header") { Description = "A further header line, for example 'X-Api-Key: demo'." };
    private static readonly Option<int> Connections = new("--connections")
    {
        Description = "Open connections.",
        DefaultValueFactory = _ => 48
    };
    private static readonly Option<double> Rate = new("--rate") { Description = "Requests per second; 0 sends as fast as answers come." };

    public static Command Create()
    {
        var command = new Command(HttpLoad.Verb, "Load an HTTP server and print the measurement as one line of JSON.")
        {
            Plan, Url, Body, Type, Units, Headers, Connections, Rate, TimeOptions.WarmUp, TimeOptions.Duration,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(Plan) && result.GetResult(Url) is null)
                result.AddError("Give --url.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var plan = parsed.GetValue(Plan) ? ReadPlan() : PlanOf(parsed);
        var result = await HttpLoad.RunHereAsync(plan).WaitAsync(cancel);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(result, LoadJson.Default.HttpLoadResult));
        return 0;
    }

    private static HttpLoadPlan ReadPlan()
    {
        using var input = new BufferedStream(Console.OpenStandardInput());
        return HttpLoadPlan.ReadFrom(input);
    }

    private static HttpLoadPlan PlanOf(ParseResult parsed)
    {
        var url = parsed.GetRequiredValue(Url);
        var headers = parsed.GetValue(Headers) ?? [];
        var request = parsed.GetValue(Body) is { } file
            ? LoadRequest.Post(
                url.PathAndQuery, File.ReadAllBytes(file.FullName), parsed.GetRequiredValue(Type), parsed.GetValue(Units), headers)
            : LoadRequest.Get(url.PathAndQuery, headers);
        return new HttpLoadPlan
        {
            Host = url.Host,
            Port = url.Port,
            Requests = [request],
            Connections = parsed.GetValue(Connections),
            RatePerSecond = parsed.GetValue(Rate),
            WarmUp = TimeSpan.FromSeconds(parsed.GetValue(TimeOptions.WarmUp)),
            Duration = TimeSpan.FromSeconds(parsed.GetValue(TimeOptions.Duration)),
        };
    }
}
