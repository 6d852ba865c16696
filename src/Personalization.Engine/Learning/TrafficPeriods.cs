namespace Personalization.Engine.Learning;

/// <summary>Choices by period and item. Immutable.</summary>
/// <param name="From">Where the first period begins.</param>
/// <param name="Width">How long each period is.</param>
/// <param name="Totals">All choices of each period, oldest first; none when nothing is known.</param>
/// <param name="Items">Those of single items in the same periods, most chosen first.</param>
public sealed record TrafficPeriods(
    DateTimeOffset From, TimeSpan Width, IReadOnlyList<long> Totals, IReadOnlyList<(string Item, long[] Choices)> Items);
