using Personalization.Contracts.Ranking;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// What came into the catalogue lately, so that new items get their first views. The score halves every novelty half-life.
/// </summary>
public sealed class NewRecommender(TimeSpan halfLife) : IRecommender
{
    private readonly float _halfLife = (float)halfLife.TotalSeconds;

    /// <inheritdoc/>
    public string Code => "new";

    /// <inheritdoc/>
    public void Retrieve(DecisionContext context, CandidateSet candidates)
    {
        var items = context.Node.Signals.Newest.Items;
        foreach (var item in items[..Math.Min(items.Length, Math.Max(context.Wanted, context.Most / 4))])
        {
            candidates.Add(item);
        }
    }

    /// <inheritdoc/>
    public void Score(DecisionContext context, CandidateSet candidates, int column)
    {
        var scores = candidates.Column(column);
        var items = candidates.Items;
        for (var slot = 0; slot < scores.Length; slot++)
        {
            if (items[slot] is { } item && item.AvailableFrom <= context.Now)
            {
                var halfLives = (context.Now - item.AvailableFrom) / _halfLife;
                scores[slot] = halfLives < 10 ? float.Exp2(-halfLives) : 0;
            }
        }
    }

    /// <inheritdoc/>
    public Reason Explain(DecisionContext context, CandidateSet candidates, int column, int slot, double weight)
    {
        var days = (context.Now - candidates.Items[slot]!.AvailableFrom) / 86400;
        return new("new", days == 0 ? "New today" : days == 1 ? "New since yesterday" : $"New since {days} days", weight);
    }
}
