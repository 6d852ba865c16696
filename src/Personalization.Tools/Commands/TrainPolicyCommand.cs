using Personalization.Log.Partitions;
using System.CommandLine;
using System.Globalization;
using Personalization.Engine.Onnx;
using Personalization.Engine.Reinforcement;
using Personalization.Tools.Evaluation.OffPolicy;
using Personalization.Tools.Reinforcement;

namespace Personalization.Tools.Commands;

/// <summary>Learns a policy for sequences of decisions and writes it as an ONNX model.</summary>
internal static class TrainPolicyCommand
{
    private static readonly Option<int> Steps = new("--steps")
    {
        Description = "Steps of learning. Default: 40000.",
        DefaultValueFactory = static _ => 40_000,
        Recursive = true
    };
    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Of all chance.",
        DefaultValueFactory = static _ => 1,
        Recursive = true
    };
    private static readonly Option<string?> Onnx = new("--onnx")
    {
        Description = "Where the model is written.",
        HelpName = "FILE",
        Recursive = true
    };

    public static Command Create()
    {
        var command = new Command(
            "train-policy", "Learn a policy for sequences of decisions (next best action) and write it as an ONNX model.")
        {
            Steps, Seed, Onnx
        };
        command.Add(Simulate());
        command.Add(Decisions());
        return command;
    }

    private static Command Simulate()
    {
        var algorithm = new Option<string>("--algorithm") { Description = "dqn or actor-critic.", DefaultValueFactory = static _ => "dqn" };
        var command = new Command("simulate", "In a made-up shop's customer journey, whose best policy is known.") { algorithm };
        command.SetAction(EngineOptions.Guarded((parsed, cancel) =>
            Task.Run(() => Simulate(parsed, parsed.GetRequiredValue(algorithm)), cancel)));
        return command;
    }

    private static int Simulate(ParseResult parsed, string algorithm)
    {
        var output = parsed.InvocationConfiguration.Output;
        var process = CustomerJourney.Create();
        var environment = new FiniteEnvironment(process);
        var (steps, seed) = (AtLeastOne("--steps", parsed.GetValue(Steps)), parsed.GetValue(Seed));
        double reached;
        byte[] model;
        Func<int, int> choice;
        if (algorithm == "dqn")
        {
            var learner = new DeepQLearner(process.States, process.Actions, process.Discount, new DeepQOptions { Seed = seed });
            learner.Train(environment, steps);
            reached = LearntPolicy.GreedyReturn(learner, process);
            var q = LearntPolicy.Values(learner.Network, process);
            choice = s => ValueIteration.Best(q, s);
            model = OnnxExport.Write(learner.Network, "next_best_action", withSoftmax: false);
        }
        else if (algorithm == "actor-critic")
        {
            var learner = new ActorCritic(process.States, process.Actions, process.Discount, new ActorCriticOptions { Seed = seed });
            learner.Train(environment, steps);
            reached = LearntPolicy.Return(learner, process, isGreedy: true);
            var values = LearntPolicy.Values(learner.Actor, process);
            choice = s => ValueIteration.Best(values, s);
            model = OnnxExport.Write(learner.Actor, "next_best_action", withSoftmax: true);
        }
        else
        {
            throw new CommandException($"--algorithm: there is no '{algorithm}'; there are dqn, actor-critic.");
        }
        var (best, random) = (ValueIteration.BestReturn(process), ValueIteration.RandomReturn(process));
        var optimum = ValueIteration.Solve(process);
        Line(output, $"{"state",-10}{"learnt",-16}{"best",-16}");
        for (var s = 0; s < process.States; s++)
        {
            if (!process.IsEnd(s))
            {
                var right = CustomerJourney.Actions[ValueIteration.Best(optimum, s)];
                Line(output, $"{CustomerJourney.States[s],-10}{CustomerJourney.Actions[choice(s)],-16}{right,-16}");
            }
        }
        Line(
            output,
            $"expected return after {steps:N0} steps: {algorithm} {reached:0.0000}, ",
            $"best {best:0.0000}, by chance {random:0.0000}; {reached / best:P2} of the best");
        Save(output, parsed.GetValue(Onnx), model);
        return 0;
    }

    private static Command Decisions()
    {
        var placement = new Option<string?>("--placement")
        {
            Description = "Only decisions of this placement. Default: all.",
            HelpName = "NAME"
        };
        var conservatism = new Option<double>("--conservatism")
        {
            Description = "How far values of actions that were not logged are pushed down (CQL).",
            DefaultValueFactory = static _ => 0.5
        };
        var discount = new Option<double>("--discount")
        {
            Description = "What a reward one decision later is worth, [0, 1).",
            DefaultValueFactory = static _ => 0.9
        };
        var most = new Option<int>("--actions")
        {
            Description = "The most items, those chosen most often.",
            DefaultValueFactory = static _ => 32
        };
        var window = new Option<TimeSpan>("--window")
        {
            Description = "How long after a decision an outcome counts. Default: a day.",
            DefaultValueFactory = static _ => TimeSpan.FromDays(1)
        };
        var gap = new Option<TimeSpan>("--gap")
        {
            Description = "A longer pause begins another episode. Default: 30 days.",
            DefaultValueFactory = static _ => TimeSpan.FromDays(30)
        };
        var command = new Command("decisions", "From the engine's own log of decisions and outcomes, by conservative double DQN.")
        {
            placement, conservatism, discount, most, window, gap
        };
        command.SetAction(EngineOptions.Guarded(async (parsed, cancel) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var gamma = parsed.GetValue(discount) is >= 0 and < 1 and var given
                ? given
                : throw new CommandException("--discount: a number in [0, 1) is needed.");
            await using var stores = await EngineOptions.OpenStores(parsed);
            var history = new LogHistory(stores.Logs);
            var outcomes = await DecisionOutcomes.Of(history.Events().Select(static logged => logged.Event));
            var episodes = await DecisionEpisodes.Create(
                history.Decisions(), parsed.GetValue(placement), outcomes, parsed.GetValue(window), parsed.GetValue(gap),
                AtLeastOne("--actions", parsed.GetValue(most)));
            if (episodes.Transitions.Count == 0)
            {
                throw new CommandException("There are no decisions of known persons to learn from.");
            }
            var learner = new DeepQLearner(
                episodes.StateSize, episodes.Actions.Count, gamma,
                new DeepQOptions { Seed = parsed.GetValue(Seed), Conservatism = Math.Max(0, parsed.GetValue(conservatism)) });
            var steps = AtLeastOne("--steps", parsed.GetValue(Steps));
            await Task.Run(() => learner.Train(episodes.Transitions, steps), cancel);
            Line(
                output,
                $"{episodes.Transitions.Count:N0} decisions in {episodes.Count:N0} episodes, ",
                $"{steps:N0} steps of learning, {episodes.StateSize} numbers a state");
            output.WriteLine($"actions, in the order of the model's outputs: {string.Join(", ", episodes.Actions)}");
            output.WriteLine("The log does not say what the policy is worth; show it to a share of people with a known probability and "
                + "judge it with evaluate-policy.");
            Save(output, parsed.GetValue(Onnx), OnnxExport.Write(learner.Network, "next_best_action", withSoftmax: false));
            return 0;
        }));
        return command;
    }

    private static void Save(TextWriter output, string? file, byte[] model)
    {
        if (file is not null)
        {
            File.WriteAllBytes(file, model);
            Line(output, $"{Path.GetFullPath(file)}: {model.Length:N0} bytes");
        }
    }

    private static int AtLeastOne(string option, int value) =>
        value >= 1 ? value : throw new CommandException($"{option}: 1 or more are needed.");

    private static void Line(TextWriter output, params FormattableString[] text) =>
        output.WriteLine(string.Concat(text.Select(static t => t.ToString(CultureInfo.InvariantCulture))));
}
