using Personalization.Log.Partitions;
using System.CommandLine;
using System.Globalization;
using Personalization.Engine.OffPolicy;
using Personalization.Engine.Statistics;
using Personalization.Tools.Evaluation.OffPolicy;

namespace Personalization.Tools.Commands;

/// <summary>Judges a policy by what another one logged. Exit status 2: the data cannot answer.</summary>
internal static class EvaluatePolicyCommand
{
    private static readonly Option<IntervalMethod> Interval = new("--interval")
    {
        Description = "The kind of interval: normal, percentile, biascorrected (default), empiricalbernstein.",
        HelpName = "KIND",
        DefaultValueFactory = static _ => IntervalMethod.BiasCorrected,
        Recursive = true,
    };

    private static readonly Option<int> Resamples = new("--resamples")
    {
        Description = "Resamples of the bootstrap, 100 or more.",
        DefaultValueFactory = static _ => 1000,
        Recursive = true
    };
    private static readonly Option<double> Confidence = new("--confidence")
    {
        Description = "Of the intervals, in (0, 1).",
        DefaultValueFactory = static _ => 0.95,
        Recursive = true
    };
    private static readonly Option<double?> WeightLimit = new("--weight-limit")
    {
        Description = "τ of clipping and Switch-DR. Default: √rows.",
        Recursive = true
    };
    private static readonly Option<double?> Shrinkage = new("--shrinkage")
    {
        Description = "λ of DR-OS. Default: the one of least estimated error.",
        Recursive = true
    };
    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Of all chance.",
        DefaultValueFactory = static _ => 1,
        Recursive = true
    };

    public static Command Create()
    {
        var command = new Command("evaluate-policy", "Judge a policy by what another one logged. Exit status 2: the data cannot answer.")
        {
            Interval, Resamples, Confidence, WeightLimit, Shrinkage, Seed,
        };
        command.Add(OpenBandit());
        command.Add(Decisions());
        return command;
    }

    private static Command OpenBandit()
    {
        var folder = new Argument<string>("folder") { Description = "The log: a folder such as random/men of the Open Bandit Dataset." };
        var target = new Option<string>("--target")
        {
            Description = "The policy to judge: the folder of its own log, or uniform.",
            HelpName = "FOLDER|uniform",
            Required = true
        };
        var command = new Command("obd", "A policy of the Open Bandit Dataset by the log of another.") { folder, target };
        command.SetAction(EngineOptions.Guarded((parsed, _) =>
            Task.FromResult(OpenBandit(parsed, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(target)))));
        return command;
    }

    private static int OpenBandit(ParseResult parsed, string folder, string target)
    {
        var options = Options(parsed);
        var output = parsed.InvocationConfiguration.Output;
        var rows = OpenBanditFolder.Read(folder);
        var own = target == "uniform" ? [] : OpenBanditFolder.Read(target);
        var items = rows.Concat(own).Select(static row => row.Item).DefaultIfEmpty().Max() + 1;
        var positions = rows.Concat(own).Select(static row => row.Position).DefaultIfEmpty().Max();
        var policy = own.Length == 0 ? OpenBanditPolicy.Uniform(items, positions) : OpenBanditPolicy.Estimate(own, items, positions);
        output.WriteLine($"{items} items, {positions} positions");
        if (own.Length > 1)
        {
            var (mean, error, _) = MeanEstimate.Of(Array.ConvertAll(own, static row => (double)row.Click));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"the target's own log: {own.Length:N0} rows, mean reward {mean:0.000000} ± {error:0.000000} (standard error)"));
        }
        return OffPolicyTable.Write(
            output, OffPolicyEvaluation.Evaluate(OpenBanditLog.Create(rows, policy, items, positions), options), options);
    }

    private static Command Decisions()
    {
        var placement = new Option<string?>("--placement")
        {
            Description = "Only decisions of this placement. Default: all.",
            HelpName = "NAME"
        };
        var target = new Option<string>("--target")
        {
            Description = "The policy to judge: uniform, greedy, epsilon-greedy, softmax over the logged scores.",
            DefaultValueFactory = static _ => "uniform"
        };
        var epsilon = new Option<double>("--epsilon") { Description = "Of epsilon-greedy, [0, 1].", DefaultValueFactory = static _ => 0.1 };
        var temperature = new Option<double>("--temperature")
        {
            Description = "Of softmax, above 0, in the unit of the scores.",
            DefaultValueFactory = static _ => 1
        };
        var window = new Option<TimeSpan>("--window")
        {
            Description = "How long after a decision an outcome counts. Default: 1.00:00:00, a day.",
            DefaultValueFactory = static _ => TimeSpan.FromDays(1)
        };
        var command = new Command("decisions", "A policy by the engine's own log of decisions and outcomes.")
        {
            placement, target, epsilon, temperature, window
        };
        command.SetAction(EngineOptions.Guarded(async (parsed, _) =>
        {
            var options = Options(parsed);
            var policy = Policy(parsed.GetRequiredValue(target), parsed.GetValue(epsilon), parsed.GetValue(temperature));
            var output = parsed.InvocationConfiguration.Output;
            await using var stores = await EngineOptions.OpenStores(parsed);
            var history = new LogHistory(stores.Logs);
            var outcomes = await DecisionOutcomes.Of(history.Events().Select(static logged => logged.Event));
            var decisions = await DecisionPolicyLog.Create(
                history.Decisions, parsed.GetValue(placement), outcomes, policy, parsed.GetValue(window), TimeProvider.System.GetUtcNow());
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{decisions.Log.Count:N0} decisions, {outcomes.Count:N0} with an outcome in the whole log, "
                + $"{decisions.TooYoung:N0} decisions too young to be judged"));
            return OffPolicyTable.Write(output, OffPolicyEvaluation.Evaluate(decisions.Log, options), options);
        }));
        return command;
    }

    private static ScorePolicy Policy(string name, double epsilon, double temperature) => name switch
    {
        "uniform" => new ScorePolicy(ScorePolicyKind.Uniform),
        "greedy" => new ScorePolicy(ScorePolicyKind.Greedy),
        "epsilon-greedy" when epsilon is >= 0 and <= 1 => new ScorePolicy(ScorePolicyKind.EpsilonGreedy, epsilon),
        "epsilon-greedy" => throw new CommandException($"--epsilon: {epsilon} is given; 0 to 1 is possible."),
        "softmax" when temperature > 0 => new ScorePolicy(ScorePolicyKind.Softmax, temperature),
        "softmax" => throw new CommandException($"--temperature: {temperature} is given; it must be above 0."),
        _ => throw new CommandException($"--target: there is no policy '{name}'; there are uniform, greedy, epsilon-greedy, softmax."),
    };

    private static OffPolicyOptions Options(ParseResult parsed) => new()
    {
        Interval = parsed.GetValue(Interval),
        Resamples = parsed.GetValue(Resamples) is >= 100 and var resamples
            ? resamples
            : throw new CommandException("--resamples: 100 or more are needed."),
        Confidence = parsed.GetValue(Confidence) is > 0 and < 1 and var confidence
            ? confidence
            : throw new CommandException("--confidence: a number in (0, 1) is needed."),
        WeightLimit = parsed.GetValue(WeightLimit) is null or > 0
            ? parsed.GetValue(WeightLimit)
            : throw new CommandException("--weight-limit: a number above 0 is needed."),
        Shrinkage = parsed.GetValue(Shrinkage) is null or > 0
            ? parsed.GetValue(Shrinkage)
            : throw new CommandException("--shrinkage: a number above 0 is needed."),
        Seed = parsed.GetValue(Seed),
    };
}
