using Personalization.Engine.Ranking;
using Personalization.Log;
using Personalization.Grains.Hosting;
using Personalization.Engine.Events;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Storage;
using Personalization.Tools.Tests.Import;
using Personalization.Tests.Shared;

namespace Personalization.Tools.Tests.Commands;

public sealed class EvaluatePolicyCommandTests
{
    [Fact]
    public async Task Own_decision_log_judges_a_policy_by_its_outcomes()
    {
        using var folder = new ScratchFolder();
        var (all, best) = await Decide(folder.Path, exploration: 1, count: 1500);
        var (status, text) = await Run(
            "decisions", "--data", folder.Path, "--placement", "home", "--target", "uniform", "--interval", "normal");
        Assert.True(status == 0, text);
        Assert.Contains("1,500 decisions", text, StringComparison.Ordinal);
        // Chosen by chance alone, so that the uniform policy is the one that logged.
        Assert.Contains(FormattableString.Invariant($"mean reward {all:0.000000}"), text, StringComparison.Ordinal);
        Assert.Matches(FormattableString.Invariant($"IPS +{all:0.000000} "), text);
        Assert.Contains("cannot be told apart", text, StringComparison.Ordinal);

        // Item "a" earned least of all.
        Assert.True(best > all);
        (status, text) = await Run("decisions", "--data", folder.Path, "--placement", "elsewhere");
        Assert.Equal(OffPolicyRefused, status);
        Assert.Contains("There are 0 rows", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_partitions_lead_to_the_verdict_that_the_same_logs_in_a_folder_lead_to()
    {
        using var folder = new ScratchFolder();
        await Decide(folder.Path, exploration: 1, count: 300);
        using var cluster = new ScratchFolder();
        await ClusterLogs.Copy(folder.Path, new StoreOptions { Folder = cluster.Path });
        await AssertSame(folder.Path, "--data", cluster.Path);
    }

    [Fact]
    public async Task Cluster_in_PostgreSql_leads_to_the_verdict_that_the_same_logs_in_a_folder_lead_to()
    {
        Assert.SkipUnless(PostgreSqlServer.Absence is null, PostgreSqlServer.Absence ?? "");
        await using var server = await PostgreSqlServer.Start();
        using var folder = new ScratchFolder();
        await Decide(folder.Path, exploration: 1, count: 300);
        var options = new StoreOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = await server.CreateDatabase() };
        await ClusterLogs.Copy(folder.Path, options);
        using var settings = new ScratchFolder();
        var file = settings.File(
            "settings.json",
            $$$"""{"Cluster":{"Storage":{"Provider":"PostgreSql","ConnectionString":"{{{options.ConnectionString}}}"} } }""");
        await AssertSame(folder.Path, "--data", settings.Path, "--config", file);
    }

    [Fact]
    public async Task Folder_without_an_engine_is_named()
    {
        using var folder = new ScratchFolder();
        var (status, text) = await Run("decisions", "--data", folder.Path);
        Assert.Equal(1, status);
        Assert.Contains($"There is no engine in '{folder.Path}'", text, StringComparison.Ordinal);
        Assert.Contains("Cluster:Storage", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_without_exploration_is_refused_with_status_2()
    {
        using var folder = new ScratchFolder();
        await Decide(folder.Path, exploration: 0, count: 200);
        var (status, text) = await Run("decisions", "--data", folder.Path, "--target", "uniform");
        Assert.Equal(OffPolicyRefused, status);
        Assert.Contains("never logged", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SNIPS", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_bandit_women_thompson_to_random_is_refused_and_men_is_answered()
    {
        var root = DataSets.Folder("open-bandit-dataset");
        var (status, text) = await Run("obd", Path.Combine(root, "bts", "women"), "--target", Path.Combine(root, "random", "women"));
        Assert.Equal(OffPolicyRefused, status);
        Assert.Contains("too different", text, StringComparison.Ordinal);
        (status, text) = await Run(
            "obd", Path.Combine(root, "random", "men"), "--target", Path.Combine(root, "bts", "men"), "--resamples", "200");
        Assert.Equal(0, status);
        Assert.Matches("doubly robust +0.005806 ", text);
    }

    [Theory]
    [InlineData("--target", "best", "there is no policy 'best'")]
    [InlineData("--confidence", "1", "--confidence")]
    [InlineData("--resamples", "5", "--resamples")]
    public async Task Faulty_option_is_named(string option, string value, string expected)
    {
        var (status, text) = await Run("decisions", "--data", Path.GetTempPath(), option, value);
        Assert.Equal(1, status);
        Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    private const int OffPolicyRefused = 2;

    private static async Task AssertSame(string folder, params string[] cluster)
    {
        var expected = await Run("decisions", "--data", folder, "--target", "uniform", "--interval", "normal");
        Assert.Equal(0, expected.Status);
        Assert.Contains("300 decisions", expected.Text, StringComparison.Ordinal);
        Assert.Equal(expected, await Run(["decisions", .. cluster, "--target", "uniform", "--interval", "normal"]));
    }

    private static async Task<(double All, double Best)> Decide(string folder, double exploration, int count)
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow().AddDays(-3));
        var options = new ClusterOptions { Storage = new StoreOptions { Folder = folder }, SiloPort = 0, GatewayPort = 0 };
        var node = new NodeOptions { Decisions = new DecisionOptions { Exploration = exploration } };
        await using var host = await EngineHost.Start(options, node, clock, NullLoggerFactory.Instance);
        var engine = host.Engine;
        var rewards = new List<(string Item, double Reward)>();
        var outcomes = new List<Event>();
        for (var i = 0; i < count; i++)
        {
            var result = await engine.User($"u{i}")
                .Personalize(new PersonalizeRequest { CustomerId = $"u{i}", AvailableItems = ["a", "b", "c"], Placement = "home" });
            // The worst item is "a": one reward in four; the others have two.
            var reward = i % 4 < (result.SelectedItem == "a" ? 1 : 2) ? 1.0 : 0.0;
            rewards.Add((result.SelectedItem, reward));
            if (reward > 0)
            {
                outcomes.Add(new Event
                {
                    EventId = EventSubject.Id(result.DecisionId, "click"),
                    EventType = EventTypes.Reward,
                    Timestamp = clock.GetUtcNow().AddMinutes(5),
                    Value = reward,
                });
            }
        }
        await engine.Publish(outcomes);
        return (rewards.Average(r => r.Reward), rewards.Where(r => r.Item != "a").Select(r => r.Reward).DefaultIfEmpty().Average());
    }

    private static Task<(int Status, string Text)> Run(params string[] arguments) => VerbRun.Run(["evaluate-policy", .. arguments]);
}
