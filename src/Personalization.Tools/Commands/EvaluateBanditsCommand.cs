using System.CommandLine;
using Personalization.Tools.Evaluation.Bandits;

namespace Personalization.Tools.Commands;

/// <summary>Lets bandit policies choose classes of classification sets and learn only whether the choice was right.</summary>
internal static class EvaluateBanditsCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "A folder with ARFF or CSV files, or one such file. The class is the column 'class', else the last."
        };
        var shuffles = new Option<int>("--shuffles")
        {
            Description = "Random orders of each set, 2 to 1000.",
            DefaultValueFactory = static _ => 20
        };
        var rows = new Option<int>("--rows") { Description = "The most rows of each order.", DefaultValueFactory = static _ => 5000 };
        var policies = new Option<string?>("--policies")
        {
            Description = $"Which policies, between commas: {string.Join(", ", BanditLineup.Names)}. Default: all.",
            HelpName = "NAMES"
        };
        var seed = new Option<ulong>("--seed") { Description = "Of all chance.", DefaultValueFactory = static _ => 1 };
        var target = new Option<string?>("--class")
        {
            Description = "The class's column, by name or by number from 1.",
            HelpName = "COLUMN"
        };
        var command = new Command(
            "evaluate-bandits",
            "Measure bandit policies on classification sets: context = features, arm = class, reward 1 for the right class.")
        {
            folder, shuffles, rows, policies, seed, target,
        };
        command.SetAction(EngineOptions.Guarded((parsed, cancel) => Task.Run(
            () =>
            {
                var report = Report(
                    Sets(parsed.GetRequiredValue(folder), parsed.GetValue(target)), Lineup(parsed.GetValue(policies)),
                    InRange("--shuffles", parsed.GetValue(shuffles), 2, 1000));
                var most = InRange("--rows", parsed.GetValue(rows), 1, int.MaxValue);
                var random = parsed.GetValue(seed);
                Parallel.For(
                    0, report.Trials,
                    new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount },
                    trial => report.Run(trial, most, random));
                report.Write(parsed.InvocationConfiguration.Output, most);
                return 0;
            },
            cancel)));
        return command;
    }

    private static BanditReport Report(ClassificationSet[] sets, string[] policies, int shuffles) => new(sets, policies, shuffles);

    private static ClassificationSet[] Sets(string folder, string? target) =>
        [.. TableFile.Find(folder).Select(file => ClassificationReader.Read(file, target))];

    private static string[] Lineup(string? asked)
    {
        var names = asked?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [.. BanditLineup.Names];
        foreach (var name in names)
        {
            if (!BanditLineup.Names.Contains(name))
            {
                throw new CommandException($"--policies: there is no policy '{name}'; there are {string.Join(", ", BanditLineup.Names)}.");
            }
        }
        // All are compared with these two.
        return [.. BanditLineup.Names.Where(name => names.Contains(name) || name is BanditLineup.Greedy or BanditLineup.EpsilonGreedy)];
    }

    private static int InRange(string option, int value, int least, int most) =>
        value >= least && value <= most ? value : throw new CommandException($"{option}: {value} is given; {least} to {most} is possible.");
}
