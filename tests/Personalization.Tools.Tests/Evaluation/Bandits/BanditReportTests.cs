using System.Globalization;
using Personalization.Tests.Shared;
using Personalization.Tools.Evaluation.Bandits;
using Personalization.Tools.Tests.Commands;

namespace Personalization.Tools.Tests.Evaluation.Bandits;

/// <summary>
/// The whole table needs minutes: <c>evaluate-bandits</c> prints it. Here, few rows; PERSONALIZATION_BANDIT_ROWS and …_SHUFFLES ask for
/// more.
/// </summary>
public sealed class BanditReportTests
{
    [Fact]
    public void The_default_is_significantly_better_than_epsilon_greedy_and_above_plain_linucb_on_real_sets()
    {
        var (rows, shuffles) = (Setting("ROWS", 800), Setting("SHUFFLES", 3));
        var folder = DataSets.Folder("uci-multiclass");
        string[] names = ["car", "segment", "vehicle"];
        ClassificationSet[] sets = [.. names.Select(name => ClassificationReader.Read(Path.Combine(folder, name + ".arff"), null))];
        string[] policies = [BanditLineup.Default, BanditLineup.Greedy, BanditLineup.EpsilonGreedy, "linucb"];
        var report = new BanditReport(sets, policies, shuffles);
        Parallel.For(0, report.Trials, trial => report.Run(trial, rows, 1));
        for (var set = 0; set < sets.Length; set++)
        {
            var (best, epsilon) = (report.Rewards(set, 0), report.Rewards(set, 2));
            Assert.True(best.Average() > epsilon.Average() + 0.03, $"{names[set]}: {best.Average()} and {epsilon.Average()}");
        }
        double Mean(int policy) => Enumerable.Range(0, sets.Length).Average(set => report.Rewards(set, policy).Average());
        Assert.True(Mean(0) > Mean(3), $"{Mean(0)} and {Mean(3)}");
    }

    [Fact]
    public async Task The_command_prints_a_table_of_all_policies_and_the_same_one_again()
    {
        var folder = Directory.CreateTempSubdirectory("bandits").FullName;
        var random = new Random(1);
        var lines = Enumerable.Range(0, 120).Select(_ => (X: random.NextDouble(), Y: random.NextDouble()))
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X},{p.Y},{(p.X > p.Y ? "more" : "less")}"));
        await File.WriteAllLinesAsync(Path.Combine(folder, "comparison.csv"), lines);
        var (first, second) = (await Run(folder, "--shuffles", "2"), await Run(folder, "--shuffles", "2"));
        Assert.Equal(0, first.Status);
        Assert.Contains("comparison: 120 rows, 120 of each shuffle, 2 features, 2 arms", first.Text, StringComparison.Ordinal);
        Assert.All(BanditLineup.Names, name => Assert.Contains("\n" + name + " ", first.Text, StringComparison.Ordinal));
        // All but the times.
        Assert.Equal(Untimed(first.Text), Untimed(second.Text));
        var (status, text) = await Run(folder, "--policies", "luck");
        Assert.Equal(1, status);
        Assert.Contains("there is no policy 'luck'", text, StringComparison.Ordinal);
        (status, text) = await Run(Path.Combine(folder, "nowhere"));
        Assert.Equal(1, status);
        Assert.Contains("There is no folder", text, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable("PERSONALIZATION_BANDIT_" + name), CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;

    private static string Untimed(string output) =>
        string.Join('\n', output.Split('\n').Select(static line => line.Length > 8 && line.Contains('±') ? line[..^8] : line));

    private static Task<(int Status, string Text)> Run(params string[] arguments) => VerbRun.Run(["evaluate-bandits", .. arguments]);
}
