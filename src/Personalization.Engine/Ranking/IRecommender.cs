using Personalization.Contracts.Ranking;

namespace Personalization.Engine.Ranking;

/// <summary>
/// One way to find and to judge items. To add a recommender, implement this in one file and list it in <c>DecisionPath</c>.
/// Thread-safe: all state of a decision is in its arguments.
/// </summary>
public interface IRecommender
{
    /// <summary>Its stable name, in requests, stages and metrics.</summary>
    string Code { get; }

    /// <summary>
    /// Whether it brings back what the person knows already, so that nothing is held back for that reason when it is asked alone.
    /// </summary>
    bool Repeats => false;

    /// <summary>Adds the items it would recommend to the candidates.</summary>
    void Retrieve(DecisionContext context, CandidateSet candidates);

    /// <summary>Judges every candidate, whoever found it.</summary>
    /// <param name="context">The decision.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="column">
    /// Its column of the candidates: one cell a candidate, zero at first; to be filled with [0, 1], negative against the item.
    /// </param>
    void Score(DecisionContext context, CandidateSet candidates, int column);

    /// <summary>Says why it is for the candidate in <paramref name="slot"/>.</summary>
    /// <param name="context">The decision.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="column">Its column of the candidates.</param>
    /// <param name="slot">The candidate.</param>
    /// <param name="weight">The share of the score that is due to this recommender, [0, 1].</param>
    Reason Explain(DecisionContext context, CandidateSet candidates, int column, int slot, double weight);
}
