namespace Personalization.Silo.Tests.Commands;

public sealed class ValidateCommandTests
{
    [Fact]
    public async Task Valid_configuration_leads_to_exit_status_0_and_the_answer_of_its_stores()
    {
        var folder = Directory.CreateTempSubdirectory("silo-validate-");
        var (exitCode, output, error) = await CommandRun.Run("validate", "--set", $"Cluster:Storage:Folder={folder.FullName}");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains($"folder {folder.FullName} answers.", output, StringComparison.Ordinal);
        Assert.Contains("The configuration is valid.", output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Faults_lead_to_exit_status_1_and_all_of_them()
    {
        var (exitCode, output, error) = await CommandRun.Run(
            "validate", "--offline", "--set", "Cluster:SiloPort=-1", "--set", "Cluster:Redi=x", "--set", "Node:Signals:Visits=few");
        Assert.Equal((1, ""), (exitCode, output));
        Assert.All(
            ["Cluster:SiloPort", "Cluster:Redi:", "Node:Signals:Visits", "'few'"],
            fragment => Assert.Contains(fragment, error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stores_that_do_not_answer_lead_to_exit_status_1_unless_they_are_not_asked()
    {
        string[] set =
        [
            "--set", "Cluster:Storage:Provider=PostgreSql", "--set",
            "Cluster:Storage:ConnectionString=Host=127.0.0.1;Port=1;Username=u;Password=hidden;Timeout=2"
        ];
        var (exitCode, _, error) = await CommandRun.Run(["validate", .. set]);
        Assert.Equal(1, exitCode);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("hidden", error, StringComparison.Ordinal);
        (exitCode, var output, _) = await CommandRun.Run(["validate", "--offline", .. set]);
        Assert.Equal(0, exitCode);
        Assert.Contains("The configuration is valid.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--set PATH=VALUE is expected", "validate", "--offline", "--set", "Cluster:SiloPort")]
    [InlineData("no-such-folder", "validate", "--offline", "--config-folder", "no-such-folder")]
    [InlineData("no-such-file.json", "validate", "--offline", "--config", "no-such-file.json")]
    public async Task Sources_that_cannot_be_read_lead_to_exit_status_1_and_which(string fragment, params string[] arguments)
    {
        var (exitCode, _, error) = await CommandRun.Run(arguments);
        Assert.Equal(1, exitCode);
        Assert.All(fragment.Split(' '), word => Assert.Contains(word, error, StringComparison.Ordinal));
    }
}
