using Personalization.Contracts.Ranking;
using Personalization.Engine.OffPolicy;

namespace Personalization.Tools.Evaluation.OffPolicy;

/// <summary>
/// Makes a log that can be judged from the engine's own decisions, which chose one of the given items (<c>personalize</c>), and a target.
/// </summary>
internal sealed class DecisionPolicyLog
{
    private const int OwnFeatures = 3;

    private DecisionPolicyLog(PolicyLog log) => Log = log;

    /// <summary>The rows.</summary>
    public PolicyLog Log { get; }

    /// <summary>Decisions whose time to have an outcome has not passed; they are left out, for they would count as failures.</summary>
    public int TooYoung { get; private set; }

    /// <summary>
    /// Reads the decisions twice: for the scale of their circumstances, then for the rows. Features of the reward model: the item's score
    /// relative to the candidates, one over its rank by score, whether its score is the best, and the numbers of the context.
    /// </summary>
    /// <param name="decisions">Starts the stream of decisions anew.</param>
    /// <param name="placement">Only decisions of this placement; all when <see langword="null"/>.</param>
    /// <param name="outcomes">What came of them.</param>
    /// <param name="target">What is judged.</param>
    /// <param name="window">How long after a decision an outcome counts.</param>
    /// <param name="now">Decisions younger than the window at this moment are left out.</param>
    public static async Task<DecisionPolicyLog> Create(
        Func<IAsyncEnumerable<Decision>> decisions, string? placement, DecisionOutcomes outcomes, ScorePolicy target, TimeSpan window,
        DateTimeOffset now)
    {
        var numbers = new ContextNumbers();
        await foreach (var decision in decisions())
        {
            if (Concerns(decision, placement))
            {
                numbers.Observe(decision.Context);
            }
        }
        var result = new DecisionPolicyLog(new PolicyLog(OwnFeatures + numbers.Count));
        var logged = new double[result.Log.FeatureCount];
        var expected = new double[result.Log.FeatureCount];
        await foreach (var decision in decisions())
        {
            if (!Concerns(decision, placement))
            {
                continue;
            }
            if (decision.At + window > now)
            {
                result.TooYoung++;
                continue;
            }
            numbers.Read(decision.Context, logged, OwnFeatures);
            numbers.Read(decision.Context, expected, OwnFeatures);
            result.Add(decision, target, logged, expected, outcomes.Reward(decision.DecisionId, decision.At, window));
        }
        return result;
    }

    private static bool Concerns(Decision decision, string? placement) =>
        decision.Kind == "personalize" && decision.Items.Count > 0 && (placement is null || decision.Placement == placement);

    private void Add(Decision decision, ScorePolicy target, double[] logged, double[] expected, double reward)
    {
        double[] scores = [.. decision.Scores];
        var probabilities = new double[scores.Length];
        target.Probabilities(scores, probabilities);
        var (least, most) = (scores.Min(), scores.Max());
        Array.Clear(expected, 0, OwnFeatures);
        for (var i = 0; i < scores.Length; i++)
        {
            var relative = most > least ? (scores[i] - least) / (most - least) : 0.5;
            var rank = 1 / Rank(scores, i);
            var best = scores[i] == most ? 1.0 : 0.0;
            expected[0] += probabilities[i] * relative;
            expected[1] += probabilities[i] * rank;
            expected[2] += probabilities[i] * best;
            if (i == 0)
            {
                // The first of the logged items is the one that was chosen.
                (logged[0], logged[1], logged[2]) = (relative, rank, best);
            }
        }
        Log.Add(reward, decision.Propensity, probabilities[0], logged, expected);
    }

    /// <summary>
    /// The place of a score from 1, at the middle of its equals: the order of the log, where the chosen item is first, must not tell which
    /// was chosen.
    /// </summary>
    private static double Rank(double[] scores, int of)
    {
        var rank = 0.5;
        foreach (var score in scores)
        {
            rank += score > scores[of] ? 1 : score == scores[of] ? 0.5 : 0;
        }
        return rank;
    }
}
