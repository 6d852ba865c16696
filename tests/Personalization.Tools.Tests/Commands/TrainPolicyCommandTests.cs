using Personalization.Engine.Ranking;
using Personalization.Log;
using Personalization.Grains.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Contracts.Ranking;
using Personalization.Storage;
using Personalization.Tools.Tests.Import;

namespace Personalization.Tools.Tests.Commands;

public sealed class TrainPolicyCommandTests
{
    [Theory]
    [InlineData("dqn", "values")]
    [InlineData("actor-critic", "probabilities")]
    public async Task Simulation_reports_its_return_and_writes_the_model(string algorithm, string output)
    {
        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "policy.onnx");
        var (status, text) = await Run("simulate", "--algorithm", algorithm, "--steps", "2000", "--onnx", file);
        Assert.True(status == 0, text);
        Assert.Matches($"{algorithm} [0-9]+\\.[0-9]+, best [0-9]+\\.[0-9]+, by chance", text);
        var model = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        Assert.True(model.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(output)) > 0);
    }

    [Fact]
    public async Task Own_decision_log_teaches_a_policy_over_the_chosen_items()
    {
        using var folder = new ScratchFolder();
        var options = new ClusterOptions { Storage = new StoreOptions { Folder = folder.Path }, SiloPort = 0, GatewayPort = 0 };
        var node = new NodeOptions { Decisions = new DecisionOptions { Exploration = 1 } };
        await using (var host = await EngineHost.Start(options, node, TimeProvider.System, NullLoggerFactory.Instance))
        {
            var engine = host.Engine;
            for (var i = 0; i < 60; i++)
            {
                await engine.User($"u{i % 7}")
                    .Personalize(new PersonalizeRequest { CustomerId = $"u{i % 7}", AvailableItems = ["a", "b", "c"], Placement = "home" });
            }
        }
        var (status, text) = await Run("decisions", "--data", folder.Path, "--placement", "home", "--steps", "50");
        Assert.True(status == 0, text);
        Assert.Contains("60 decisions in 7 episodes", text, StringComparison.Ordinal);
        using var cluster = new ScratchFolder();
        await ClusterLogs.Copy(folder.Path, new StoreOptions { Folder = cluster.Path });
        Assert.Equal((status, text), await Run("decisions", "--data", cluster.Path, "--placement", "home", "--steps", "50"));
        (status, text) = await Run("decisions", "--data", folder.Path, "--placement", "elsewhere");
        Assert.Equal(1, status);
        Assert.Contains("no decisions", text, StringComparison.Ordinal);
    }

    private static Task<(int Status, string Text)> Run(params string[] arguments) => VerbRun.Run(["train-policy", .. arguments]);
}
