namespace Personalization.Engine.Ranking;

/// <summary>
/// Drops what cannot or should not be offered at all: out of stock, of another category than wanted, or the very item being looked at.
/// </summary>
public sealed class ItemFilter : ICandidateFilter
{
    /// <inheritdoc/>
    public string Code => "offerable";

    /// <inheritdoc/>
    public void Apply(DecisionContext context, CandidateSet candidates)
    {
        var items = candidates.Items;
        for (var slot = 0; slot < items.Length; slot++)
        {
            if (items[slot] is not { } item)
            {
                continue;
            }
            if (!item.InStock || item.Handle == context.Item || item.AvailableFrom > context.Now
                || (context.Category != -1 && item.CategoryAttribute != context.Category))
            {
                candidates.Drop(slot);
            }
        }
    }
}
