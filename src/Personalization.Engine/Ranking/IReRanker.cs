namespace Personalization.Engine.Ranking;

/// <summary>Orders the scored candidates into the final list. Thread-safe: all state of a decision is in its arguments.</summary>
public interface IReRanker
{
    /// <summary>Its stable name, in stages.</summary>
    string Code { get; }

    /// <summary>Writes the slots of the final list, best first, to <paramref name="ranked"/>.</summary>
    /// <returns>How many were written, at most the length of <paramref name="ranked"/>.</returns>
    int Order(DecisionContext context, CandidateSet candidates, Span<int> ranked);
}
