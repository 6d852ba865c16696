using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;
using Personalization.Engine.Bandits;
using Personalization.Engine.Chance;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>
/// Contextual bandits inside the process, 10 arms × 20 features: choices from a published snapshot with their propensities, by all threads
/// at once, and observations learned by one writer, published after every one and after every hundred.
/// </summary>
internal sealed class BanditScenario : IScenario
{
    private const int Arms = 10;
    private const int Features = 20;
    private const int Contexts = 1024;
    private const int PerCall = 100;
    private static readonly string[] Names = [.. Enumerable.Range(0, Arms).Select(static a => $"arm-{a}")];

    public string Name => "bandit";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        await context.Progress.WriteLineAsync("bandits in process …");
        var rows = new List<PerformanceRow>();
        (string Name, Func<IContextualLearner> Create, bool IsJudged)[] bandits =
        [
            ("default", static () => new AdaptiveLearner(Features), true),
            ("LinUCB", static () => new LinearLearner(Features, new UcbPolicy(1, unit: true)), true),
            ("linear SquareCB", static () => new LinearLearner(Features, new SquareCbPolicy()), true),
            ("linear Thompson", static () => new LinearLearner(Features, new ThompsonPolicy()), false),
        ];
        foreach (var (name, create, isJudged) in bandits)
        {
            var learner = create();
            var contexts = Learn(learner, 20_000);
            var selector = learner.Publish();
            var arms = Array.ConvertAll(Names, selector.IndexOf);
            var load = new InProcessLoad { WarmUp = context.WarmUp, Duration = context.Duration, OperationsPerCall = PerCall };
            var chosen = await load.RunAsync((caller, call) =>
                Choose(selector, contexts, arms, ((ulong)caller << 48) + (ulong)(call * PerCall)));
            rows.Add(PerformanceRow.Of(
                $"bandit choice, {name} (10 arms × 20 features)", chosen, isJudged ? "≥ 1,000,000/s" : "",
                isJudged ? chosen.OperationsPerSecond >= 1_000_000 : null, Note(selector)));
        }
        foreach (var (name, create, _) in bandits[..2])
        {
            foreach (var every in (int[])[1, PerCall])
            {
                var learner = create();
                var contexts = Learn(learner, 2000);
                var single = new InProcessLoad
                {
                    WarmUp = context.WarmUp,
                    Duration = context.Duration,
                    OperationsPerCall = PerCall,
                    Callers = 1
                };
                var learned = await single.RunAsync((_, call) => Update(learner, contexts, call * PerCall, every));
                rows.Add(PerformanceRow.Of(
                    $"bandit update, {name}, one writer, published {(every == 1 ? "each time" : "every 100")}", learned));
            }
        }
        return rows;
    }

    private static string Note(IContextualSelector selector) => selector is AdaptiveSnapshot adaptive
        ? $"{PerCall} a call; latency is per call; interactions {(adaptive.UsesInteractions ? "in use" : "not in use")}"
        : $"{PerCall} a call; latency is per call";

    private static void Choose(IContextualSelector selector, double[][] contexts, int[] arms, ulong first)
    {
        Span<double> probabilities = stackalloc double[Arms];
        for (var i = 0UL; i < PerCall; i++)
        {
            var choice = selector.Choose(contexts[(first + i) % Contexts], arms, RandomBits.Mix(first + i), probabilities);
            if (choice.Propensity <= 0)
            {
                throw new InvalidOperationException("An arm was chosen that could not be.");
            }
        }
    }

    private static void Update(IContextualLearner learner, double[][] contexts, long first, int every)
    {
        for (var i = first; i < first + PerCall; i++)
        {
            var context = contexts[i % Contexts];
            var arm = (int)(RandomBits.Mix((ulong)i) % Arms);
            learner.Observe(new BanditObservation(Names[arm], context, Reward(context, arm)));
            if ((i + 1) % every == 0)
            {
                learner.Publish();
            }
        }
    }

    // Rewards with a product of features in them, so that the default has reason to use interactions: its dearest state.
    private static double Reward(double[] x, int arm) => x[arm] * x[arm + 5] > 0.25 ? 1 : 0;

    private static double[][] Learn(IContextualLearner learner, int observations)
    {
        var contexts = new double[Contexts][];
        for (var c = 0; c < Contexts; c++)
        {
            contexts[c] = new double[Features];
            for (var f = 0; f < Features; f++)
            {
                contexts[c][f] = RandomBits.Unit(RandomBits.Mix((ulong)((c * Features) + f)));
            }
        }
        for (var i = 0L; i < observations; i += PerCall)
        {
            Update(learner, contexts, i, int.MaxValue);
        }
        return contexts;
    }
}
