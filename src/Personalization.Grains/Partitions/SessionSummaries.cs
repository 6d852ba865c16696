using Personalization.Contracts.Sessions;

namespace Personalization.Grains.Partitions;

/// <summary>Puts a visit together that began without a person and went on with one. Pure.</summary>
internal static class SessionSummaries
{
    /// <summary>Both parts as one visit; either may be missing.</summary>
    /// <param name="before">What happened before the person was known.</param>
    /// <param name="since">What has happened since.</param>
    public static SessionSummary? Join(SessionSummary? before, SessionSummary? since)
    {
        if (before is null || since is null)
        {
            return since ?? before;
        }
        return since with
        {
            Start = before.Start < since.Start ? before.Start : since.Start,
            End = before.End > since.End ? before.End : since.End,
            EventCount = before.EventCount + since.EventCount,
            ViewCount = before.ViewCount + since.ViewCount,
            SearchCount = before.SearchCount + since.SearchCount,
            Depth = Math.Max(before.Depth, since.Depth),
            CartQuantity = before.CartQuantity + since.CartQuantity,
            CartValue = before.CartValue + since.CartValue,
            PurchaseCount = before.PurchaseCount + since.PurchaseCount,
            Spent = before.Spent + since.Spent,
        };
    }
}
