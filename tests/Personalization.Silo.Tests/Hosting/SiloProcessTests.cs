using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Personalization.Silo.Tests.Hosting;

/// <summary>What a running silo serves, and how it ends.</summary>
public sealed partial class SiloProcessTests(SiloProcess silo) : IClassFixture<SiloProcess>
{
    [Theory]
    [InlineData("live", "live")]
    [InlineData("startup", "started")]
    [InlineData("ready", "ready")]
    public async Task Running_silo_leads_to_health(string probe, string answer)
    {
        using var response = await silo.Http.GetAsync("/health/" + probe);
        Assert.Equal((HttpStatusCode.OK, answer), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Running_silo_leads_to_metrics_that_prometheus_reads()
    {
        using var response = await silo.Http.GetAsync("/metrics");
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var lines = (await response.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
        var types = lines.Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]).ToArray();
        Assert.Equal(types.Distinct(), types);
        Assert.Contains(types, name => name.StartsWith("orleans_", StringComparison.Ordinal));
        Assert.Contains(types, name => name.StartsWith("dotnet_", StringComparison.Ordinal));
        string[] own =
        [
            "personalization_events_failed_total", "personalization_log_partitions", "personalization_unsaved_states",
            "personalization_items",
        ];
        Assert.Equal(own.Order(), own.Intersect(types).Order());
        var samples = lines.Where(l => l[0] != '#').ToArray();
        Assert.All(samples, line => Assert.Matches(Sample(), line));
        Assert.Equal(samples.Select(Series).Distinct().Count(), samples.Length);
        Assert.All(samples, line => Assert.Contains(types, name => line.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Dashboard_is_served_to_the_operator_only()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await Dashboard(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Dashboard("operator:another password"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Dashboard("somebody:" + SiloProcess.Password));
        Assert.Equal(HttpStatusCode.OK, await Dashboard("operator:" + SiloProcess.Password));
        using var refused = await silo.Http.GetAsync("/dashboard/");
        Assert.Equal("Basic", Assert.Single(refused.Headers.WwwAuthenticate).Scheme);
        Assert.DoesNotContain(SiloProcess.Password, silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sigterm_leads_to_a_clean_end()
    {
        await using var leaving = new SiloProcess();
        await leaving.InitializeAsync();
        Assert.Equal(0, await leaving.Terminate());
        Assert.DoesNotContain("fail:", leaving.Output, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> Dashboard(string? credentials)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dashboard/");
        request.Headers.Authorization = credentials is null
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        using var response = await silo.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static string Series(string sample) => sample[..sample.LastIndexOf(' ')];

    [GeneratedRegex(
        """^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\["\\n])*",?)+\})? -?([0-9.]+(E[+-]?[0-9]+)?|Inf|NaN)$""")]
    private static partial Regex Sample();
}
