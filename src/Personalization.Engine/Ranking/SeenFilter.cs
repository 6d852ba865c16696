namespace Personalization.Engine.Ranking;

/// <summary>
/// Holds back what the person saw lately: an item seen an age t ago keeps 1 − p·2^(−t/h) of its score. With
/// <see cref="DecisionContext.ExcludeSeen"/> it is dropped.
/// </summary>
public sealed class SeenFilter(TimeSpan halfLife, float penalty) : ICandidateFilter
{
    private readonly double _halfLife = halfLife.TotalSeconds;

    /// <inheritdoc/>
    public string Code => "seen";

    /// <inheritdoc/>
    public void Apply(DecisionContext context, CandidateSet candidates)
    {
        var recent = context.Recent;
        for (var i = 0; i < recent.Length; i++)
        {
            var slot = candidates.SlotOf(recent[i].Item);
            if (slot < 0)
            {
                continue;
            }
            if (context.ExcludeSeen)
            {
                candidates.Drop(slot);
            }
            else if (IsLatest(recent, i))
            {
                var age = Math.Max(0, (double)context.Now - recent[i].Time);
                candidates.Attenuate(slot, 1 - (penalty * (float)double.Exp2(-age / _halfLife)));
            }
        }
    }

    private static bool IsLatest(ReadOnlySpan<Profiles.RecentEntry> recent, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (recent[i].Item == recent[index].Item)
            {
                return false;
            }
        }
        return true;
    }
}
