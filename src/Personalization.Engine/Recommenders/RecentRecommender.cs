using Personalization.Contracts.Ranking;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// What the person dealt with lately, to go on with: latest first. Asked alone only; it says nothing about other items, and what is known
/// already is no discovery.
/// </summary>
public sealed class RecentRecommender : IRecommender
{
    /// <inheritdoc/>
    public string Code => "recently_viewed";

    /// <inheritdoc/>
    public bool Repeats => true;

    /// <inheritdoc/>
    public void Retrieve(DecisionContext context, CandidateSet candidates)
    {
        foreach (var entry in context.Recent)
        {
            if (entry.Item >= 0 && context.Node.Vocabulary.Kinds[entry.Kind] is { Strength: > 0 })
            {
                candidates.Add(entry.Item);
            }
        }
    }

    /// <inheritdoc/>
    public void Score(DecisionContext context, CandidateSet candidates, int column)
    {
        var scores = candidates.Column(column);
        var recent = context.Recent;
        for (var i = 0; i < recent.Length; i++)
        {
            var slot = candidates.SlotOf(recent[i].Item);
            if (slot >= 0 && scores[slot] == 0)
            {
                scores[slot] = 1f / (1 + i);
                candidates.AnchorColumn(column)[slot] = i;
            }
        }
    }

    /// <inheritdoc/>
    public Reason Explain(DecisionContext context, CandidateSet candidates, int column, int slot, double weight)
    {
        var entry = context.Recent[candidates.AnchorColumn(column)[slot]];
        var (_, verb) = NeighbourReason.Act(context.Node.Vocabulary.Kinds[entry.Kind]);
        return new Reason(Code, $"You {verb} this {NeighbourReason.Ago(context.Now, entry.Time)}", weight);
    }
}
