using Personalization.Engine.Events;
using Personalization.Engine.Profiles;

namespace Personalization.Engine.Ranking;

/// <summary>
/// Holds back what the person has had: an item that was bought, rated or rejected an age t ago keeps 1 − 2^(−t/h) of its score, and is
/// dropped while that is under a half. With <see cref="DecisionContext.ExcludeSeen"/> it is dropped whatever its age.
/// </summary>
public sealed class ConsumedFilter(TimeSpan halfLife) : ICandidateFilter
{
    private readonly double _halfLife = halfLife.TotalSeconds;

    /// <inheritdoc/>
    public string Code => "consumed";

    /// <inheritdoc/>
    public void Apply(DecisionContext context, CandidateSet candidates)
    {
        foreach (var entry in context.Recent)
        {
            if (context.Node.Vocabulary.Kinds[entry.Kind].Is(EventMeaning.Consumes))
            {
                HoldBack(context, candidates, entry);
            }
        }
        if (context.State is UserState user)
        {
            foreach (var entry in user.History.Entries)
            {
                HoldBack(context, candidates, entry);
            }
        }
    }

    private void HoldBack(DecisionContext context, CandidateSet candidates, RecentEntry entry)
    {
        var slot = candidates.SlotOf(entry.Item);
        if (slot < 0)
        {
            return;
        }
        var age = Math.Max(0, (double)context.Now - entry.Time);
        var left = 1 - double.Exp2(-age / _halfLife);
        if (context.ExcludeSeen || left < 0.5)
        {
            candidates.Drop(slot);
        }
        else
        {
            // Not multiplied: of several purchases of the item only the latest holds it back.
            candidates.Limit(slot, (float)left);
        }
    }
}
