namespace Personalization.Engine.OffPolicy;

/// <summary>
/// A policy that knows nothing but the candidates' scores: a target that any decision log can judge. Immutable, thread-safe.
/// </summary>
/// <param name="Kind">How it chooses.</param>
/// <param name="Parameter">ε in [0, 1], or the temperature above 0, in the unit of the scores; without meaning otherwise.</param>
public sealed record ScorePolicy(ScorePolicyKind Kind, double Parameter = 0)
{
    /// <summary>The probability of each candidate.</summary>
    /// <param name="scores">Finite, at least one.</param>
    /// <param name="probabilities">As many; they add up to 1.</param>
    public void Probabilities(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        switch (Kind)
        {
            case ScorePolicyKind.Uniform:
                probabilities.Fill(1.0 / scores.Length);
                break;
            case ScorePolicyKind.Softmax:
                Soft(scores, probabilities);
                break;
            default:
                Greedy(scores, probabilities, Kind == ScorePolicyKind.EpsilonGreedy ? Parameter : 0);
                break;
        }
    }

    private static void Greedy(ReadOnlySpan<double> scores, Span<double> probabilities, double epsilon)
    {
        var (best, ties) = (double.NegativeInfinity, 0);
        foreach (var score in scores)
        {
            ties = score > best ? 1 : score == best ? ties + 1 : ties;
            best = Math.Max(best, score);
        }
        for (var i = 0; i < scores.Length; i++)
        {
            probabilities[i] = (epsilon / scores.Length) + (scores[i] == best ? (1 - epsilon) / ties : 0);
        }
    }

    private void Soft(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        var best = double.NegativeInfinity;
        foreach (var score in scores)
        {
            best = Math.Max(best, score);
        }
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            sum += probabilities[i] = Math.Exp((scores[i] - best) / Parameter);
        }
        for (var i = 0; i < scores.Length; i++)
        {
            probabilities[i] /= sum;
        }
    }
}
