using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Personalization.Log.Health;
using Personalization.Log.Settings;

namespace Personalization.Log.Tests.Health;

public sealed class HealthProbeTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("http://localhost:8080", "http://127.0.0.1:8080/health/ready")]
    [InlineData("http://*:8081", "http://127.0.0.1:8081/health/ready")]
    [InlineData("http://+:8081", "http://127.0.0.1:8081/health/ready")]
    [InlineData("http://0.0.0.0:8081/", "http://127.0.0.1:8081/health/ready")]
    [InlineData("http://[::]:8081", "http://[::1]:8081/health/ready")]
    [InlineData("http://10.1.2.3:80", "http://10.1.2.3/health/ready")]
    [InlineData("https://*:8443; http://*:8082", "http://127.0.0.1:8082/health/ready")]
    public void Addresses_that_a_program_listens_on_lead_to_the_one_to_ask(string urls, string expected) =>
        Assert.Equal(new Uri(expected), HealthProbe.Address(urls, "Silo:Urls"));

    [Theory]
    [InlineData("https://*:8443")]
    [InlineData("http://localhost:0")]
    [InlineData("http://unix:/run/silo.sock")]
    [InlineData("8081")]
    public void Addresses_that_cannot_be_asked_lead_to_a_fault_that_names_the_setting(string urls)
    {
        var fault = Assert.Throws<SettingsException>(() => HealthProbe.Address(urls, "Silo:Urls"));
        Assert.Contains("Silo:Urls: is '" + urls, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(503, false)]
    [InlineData(302, false)]
    public async Task An_answer_leads_to_its_meaning_and_its_text(int status, bool isReady)
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/health/ready", () => Results.Text("what it says", statusCode: status));
        await app.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal((isReady, "what it says"), await Ask(app.Urls.First()));
    }

    [Fact]
    public async Task Nobody_listening_leads_to_not_ready()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        var (isReady, text) = await Ask(url);
        Assert.False(isReady);
        Assert.StartsWith($"{url}/health/ready cannot be reached", text);
    }

    [Fact]
    public async Task Nobody_answering_leads_to_not_ready_when_patience_is_over()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var time = new FakeTimeProvider();
        var asking = HealthProbe.Ask(url, "Silo:Urls", s_patience, TestContext.Current.CancellationToken, time);
        using var asked = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit);
        time.Advance(s_patience - TimeSpan.FromMilliseconds(1));
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((false, $"{url}/health/ready did not answer within 30 s"), await asking.WaitAsync(Patience.Limit));
    }

    // With patience that never ends.
    private static Task<(bool IsReady, string Text)> Ask(string url) =>
        HealthProbe.Ask(url, "Silo:Urls", s_patience, TestContext.Current.CancellationToken, new FakeTimeProvider())
            .WaitAsync(Patience.Limit);
}
