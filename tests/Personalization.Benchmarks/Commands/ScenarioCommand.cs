using System.CommandLine;
using Personalization.Benchmarks.Reports;
using Personalization.Benchmarks.Scenarios;

namespace Personalization.Benchmarks.Commands;

/// <summary>A verb that runs scenarios one after the other, prints the table of figures and, if asked, writes it into a page.</summary>
internal static class ScenarioCommand
{
    private static readonly Option<int> Connections = new("--connections")
    {
        Description = "Open connections.",
        DefaultValueFactory = _ => 48
    };
    private static readonly Option<string> Write =
        new("--write") { Description = "A Markdown file whose figures are replaced, for example docs/performance.md." };

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = "Run only the scenarios of these names.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Makes a verb.</summary>
    /// <param name="verb">Its name.</param>
    /// <param name="description">What its help says.</param>
    /// <param name="scenarios">What it runs, in this order.</param>
    public static Command Create(string verb, string description, IReadOnlyList<IScenario> scenarios)
    {
        var command = new Command(verb, description) { TimeOptions.WarmUp, TimeOptions.Duration, Connections, Write, Only };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Only)?.Except(scenarios.Select(s => s.Name)).FirstOrDefault() is { } unknown)
                result.AddError($"There is no scenario '{unknown}'; there are: {string.Join(", ", scenarios.Select(s => s.Name))}.");
        });
        command.SetAction((parsed, cancel) => RunAsync(parsed, Chosen(parsed, scenarios), cancel));
        return command;
    }

    private static IReadOnlyList<IScenario> Chosen(ParseResult parsed, IReadOnlyList<IScenario> scenarios)
    {
        var names = parsed.GetValue(Only) ?? [];
        return [.. scenarios.Where(s => names.Length == 0 || names.Contains(s.Name))];
    }

    private static async Task<int> RunAsync(ParseResult parsed, IReadOnlyList<IScenario> scenarios, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        await using var context = new ScenarioContext
        {
            WarmUp = TimeSpan.FromSeconds(parsed.GetValue(TimeOptions.WarmUp)),
            Duration = TimeSpan.FromSeconds(parsed.GetValue(TimeOptions.Duration)),
            Connections = parsed.GetValue(Connections),
            Progress = parsed.InvocationConfiguration.Error,
        };
        var description = await RunDescription.OfAsync(string.Join(' ', parsed.Tokens.Select(t => t.Value)), TimeProvider.System);
        var rows = new List<PerformanceRow>();
        foreach (var scenario in scenarios)
            rows.AddRange(await scenario.RunAsync(context, cancel));
        var table = new PerformanceTable(description, rows);
        await output.WriteLineAsync(table.ToText());
        if (parsed.GetValue(Write) is { } path)
            await table.WriteAsync(path);
        return rows.Any(row => row.Verdict == Verdict.Missed) ? 1 : 0;
    }
}
