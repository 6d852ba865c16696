using System.CommandLine;
using Personalization.Gateway.Commands;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Commands;

public sealed class HealthCommandTests
{
    [Fact]
    public async Task Running_gateway_leads_to_exit_status_0_and_none_to_1()
    {
        string config;
        await using (var gateway = await RunningGateway.Start())
        {
            config = await Config(gateway.Url);
            Assert.Equal((0, "ready"), await Run(config));
        }
        var (status, text) = await Run(config);
        Assert.Equal(1, status);
        Assert.Contains("cannot be reached", text, StringComparison.Ordinal);
        File.Delete(config);
    }

    private static async Task<string> Config(Uri url)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        await File.WriteAllTextAsync(path, $$"""{ "Gateway": { "Urls": "{{url}}" } }""");
        return path;
    }

    private static async Task<(int Status, string Text)> Run(string config)
    {
        var root = ServeCommand.Create("");
        root.Add(HealthCommand.Create());
        using var output = new StringWriter();
        var status = await root.Parse(["health", "--config", config])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = output }, TestContext.Current.CancellationToken);
        return (status, output.ToString().Trim());
    }
}
