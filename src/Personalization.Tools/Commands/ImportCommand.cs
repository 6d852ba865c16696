using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Engine.Catalog;
using Personalization.Engine.Events;
using Personalization.Grains.Hosting;
using Personalization.Tools.Hosting;
using Personalization.Tools.Import;

namespace Personalization.Tools.Commands;

/// <summary>Imports items and events, into the engine's folder or a running engine.</summary>
internal static class ImportCommand
{
    private static readonly Option<Uri> Url = new("--url")
    {
        Description = "The address of a running engine that takes the data; without it the data goes into the folder of --data, "
            + "which no running engine may use.",
        CustomParser = static result =>
            Uri.TryCreate(result.Tokens[0].Value.TrimEnd('/') + "/", UriKind.Absolute, out var url) ? url : Faulty(result),
        Recursive = true,
    };

    private static readonly Option<string> Prefix = new("--id-prefix")
    {
        Description = "Stands before all ids, to keep data sets apart.",
        DefaultValueFactory = static _ => ""
    };
    private static readonly Option<bool> Restart = new("--restart")
    {
        Description = "Begin anew instead of continuing an interrupted import.",
        Recursive = true
    };
    private static readonly Option<int> Batch = new("--batch")
    {
        Description = "Records handed over at a time.",
        DefaultValueFactory = static _ => 2000,
        Recursive = true
    };
    private static readonly Option<ImportKind> Kind = new("--kind")
    {
        Description = "What the rows are: events or items.",
        HelpName = "events|items"
    };
    private static readonly Option<char> Delimiter = new("--delimiter")
    {
        Description = "What stands between fields.",
        DefaultValueFactory = static _ => ','
    };

    private static readonly Option<string> Map = new("--map")
    {
        Description = "Which column fills which field: user_id=customer,timestamp=ts,event_type=const:purchase. "
            + "Other fields come from the column of their name.",
    };

    /// <summary>Creates the verb.</summary>
    /// <param name="rules">What a valid event is, by the program's settings: the same as at its door.</param>
    public static Command Create(Func<IConfiguration, EventRules> rules)
    {
        var command = new Command(
            "import", "Import items and events. An interrupted import is continued by the same command; faulty records go into a file.")
        {
            Url, Restart, Batch
        };
        command.Add(Source(
            rules, "movielens", "A MovieLens folder with movies.csv and ratings.csv.", [Prefix],
            static (parsed, path) => new MovieLensSource(path, parsed.GetValue(Prefix)!)));
        command.Add(Source(
            rules, "otto", "Shop sessions of the OTTO data set (.jsonl).", [Prefix],
            static (parsed, path) => new OttoSource(path, parsed.GetValue(Prefix)!)));
        command.Add(Source(
            rules, "msweb", "The anonymous visits of the msweb data set.", [Prefix],
            static (parsed, path) => new MsWebSource(path, parsed.GetValue(Prefix)!)));
        command.Add(Source(
            rules, "csv", "Any table with a header line.", [Kind, Map, Delimiter],
            static (parsed, path) => new CsvSource(path, Columns(parsed), parsed.GetValue(Delimiter))));
        command.Add(Source(
            rules, "jsonl", "One JSON object a line, also what export writes.", [Kind, Map],
            static (parsed, path) => new JsonLinesSource(path, Columns(parsed))));
        return command;
    }

    private static Command Source(
        Func<IConfiguration, EventRules> rules,
        string name,
        string description,
        Option[] options,
        Func<ParseResult, string, IImportSource> open)
    {
        var path = new Argument<string>("path") { Description = "The file or folder." };
        var command = new Command(name, description) { path };
        foreach (var option in options)
        {
            command.Add(option);
        }
        command.SetAction(EngineOptions.Guarded(
            (parsed, cancel) => Run(parsed, rules, name, open(parsed, parsed.GetRequiredValue(path)), cancel)));
        return command;
    }

    private static async Task<int> Run(
        ParseResult parsed, Func<IConfiguration, EventRules> rulesOf, string name, IImportSource source, CancellationToken cancel)
    {
        var sources = EngineOptions.Sources(parsed);
        // First, since it reads more of the settings: all their faults are told at once.
        var rules = rulesOf(sources);
        var settings = EngineSettings.Read<EngineSettings>(sources);
        var options = new ImportOptions
        {
            Name = name,
            Folder = settings.Cluster.Storage.Folder,
            BatchSize = Math.Max(1, parsed.GetValue(Batch)),
            Restart = parsed.GetValue(Restart),
            ValidateEvent = e => rules.Check(e, TimeProvider.System.GetUtcNow())?.ToString(),
            ValidateItem = static item => ItemRules.Check(item)?.ToString(),
        };
        var output = parsed.InvocationConfiguration.Output;
        var progress = new ImportProgress(output, terminal: !Console.IsOutputRedirected, TimeProvider.System);
        if (parsed.GetValue(Url) is { } url)
        {
            using var http = new HttpClient { BaseAddress = url };
            var sent = await new ImportRun(source, new HttpTarget(http, TimeProvider.System), options, TimeProvider.System, progress)
                .Run(cancel);
            return sent.ExitCode;
        }
        settings.Cluster.SessionEnds = false;
        await using var host = await EngineHost.Start(settings.Cluster, settings.Node, TimeProvider.System, NullLoggerFactory.Instance);
        var done = await new ImportRun(
            source, new EngineTarget(host.Engine, host.Engine, TimeProvider.System), options, TimeProvider.System, progress).Run(cancel);
        return done.ExitCode;
    }

    private static ColumnMap Columns(ParseResult parsed) => ColumnMap.Parse(parsed.GetValue(Map), parsed.GetValue(Kind));

    private static Uri? Faulty(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"--url: '{result.Tokens[0].Value}' is no address; http://localhost:8080 is one.");
        return null;
    }
}
