using System.Text.Json;

namespace Personalization.Engine.Experiments.Verdicts;

/// <summary>What is to be done with an experiment, and why, for people.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Variant">The variant it is about: the winner, or the one that harms.</param>
/// <param name="Reason">Plain words, with the figures.</param>
public sealed record Verdict(VerdictKind Kind, string? Variant, string Reason)
{
    /// <summary>What is to be done, as messages say it, such as <c>keep_running</c>.</summary>
    public string Code => CodeOf(Kind);

    /// <summary>Whether the experiment is over, if its owner lets it end by itself.</summary>
    public bool IsFinal => Kind != VerdictKind.KeepRunning;

    /// <summary>A kind as messages say it.</summary>
    public static string CodeOf(VerdictKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
