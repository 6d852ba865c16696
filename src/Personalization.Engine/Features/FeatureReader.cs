using Personalization.Contracts.Events;
using Personalization.Engine.Catalog;
using Personalization.Engine.Profiles;

namespace Personalization.Engine.Features;

/// <summary>Reads feature values off a person's state. Pure; thread-safe as far as the state is not being changed.</summary>
public static class FeatureReader
{
    /// <summary>
    /// The value of <paramref name="name"/> for <paramref name="state"/> as of <paramref name="now"/>; NaN where it is not defined.
    /// </summary>
    public static double Read(FeatureName name, BehaviorState state, uint now, StateContext context)
    {
        now = Math.Max(now, state.LastSeen);
        return name.Form switch
        {
            FeatureForm.Count or FeatureForm.Sum or FeatureForm.Mean or FeatureForm.Rate =>
                Read(name, state.Counters, now, context.Vocabulary),
            FeatureForm.DistinctItems => DistinctItems(state, now, FeatureWindow.Seconds[name.Window]),
            FeatureForm.Affinity => Share(name, state, context),
            _ => Plain(name.Plain, state, now, context),
        };
    }

    /// <summary>The value of a windowed statistic as of <paramref name="now"/>; NaN where <paramref name="name"/> is none.</summary>
    public static double Read(FeatureName name, in WindowedCounters counters, uint now, Vocabulary vocabulary)
    {
        var kind = name.EventType is null ? -1 : vocabulary.Kinds.Find(name.EventType)?.Code ?? -2;
        return name.Form switch
        {
            FeatureForm.Count => kind == -2 ? 0 : counters.Count(kind, name.Window, now),
            FeatureForm.Sum => kind == -2 ? 0 : counters.Sum(kind, name.Window, now),
            FeatureForm.Mean => kind == -2 ? 0 : Ratio(counters.Sum(kind, name.Window, now), counters.Count(kind, name.Window, now)),
            FeatureForm.Rate => kind == -2 ? 0 : counters.Count(kind, name.Window, now) * 3600.0 / FeatureWindow.Seconds[name.Window],
            _ => double.NaN,
        };
    }

    private static double Plain(PlainFeature feature, BehaviorState state, uint now, StateContext context)
    {
        var user = state as UserState;
        var live = now <= (ulong)state.Session.End + Sessions.SessionTracker.TimeoutSeconds;
        return feature switch
        {
            PlainFeature.Recency => state.EventCount == 0 ? double.NaN : now - state.LastSeen,
            PlainFeature.Frequency => CountOf(EventTypes.Purchase),
            PlainFeature.Monetary => context.Vocabulary.Kinds.Find(EventTypes.Purchase) is { } p ? state.Counters.Sum(p.Code, 5, now) : 0,
            PlainFeature.ConversionRate =>
                Math.Min(1, Ratio(CountOf(EventTypes.Purchase), CountOf(EventTypes.PageView) + CountOf(EventTypes.Click))),
            PlainFeature.Engagement => 1 - Math.Exp(-state.Counters.Weighted(context.Vocabulary.Kinds, 4, now) / 20),
            PlainFeature.PriceLevelMean => PriceLevels(state, context).Mean,
            PlainFeature.PriceLevelSpread => PriceLevels(state, context).Spread,
            PlainFeature.Sessions => user?.SessionCount ?? 1,
            PlainFeature.Events => state.EventCount,
            PlainFeature.Purchases => user?.PurchaseCount ?? state.Session.Purchases,
            PlainFeature.Spent => user?.TotalSpent ?? state.Session.SpentMilli / 1000.0,
            PlainFeature.DaysSinceFirst => state.EventCount == 0 ? double.NaN : (now - state.FirstSeen) / 86400.0,
            PlainFeature.SessionEvents => live ? state.Session.Events : 0,
            PlainFeature.SessionDuration => live ? state.Session.End - state.Session.Start : 0,
            PlainFeature.SessionViews => live ? state.Session.Views : 0,
            PlainFeature.SessionDepth => live ? state.Session.Depth : 0,
            PlainFeature.SessionCartQuantity => live ? state.Session.CartQuantity : 0,
            PlainFeature.SessionCartValue => live ? state.Session.CartValue : 0,
            PlainFeature.SessionIntent => live ? state.Session.Intent : 0,
            _ => double.NaN,
        };

        double CountOf(string type) => context.Vocabulary.Kinds.Find(type) is { } k ? state.Counters.Count(k.Code, 5, now) : 0;
    }

    private static double Ratio(double numerator, double denominator) => denominator > 0 ? numerator / denominator : 0;

    private static int DistinctItems(BehaviorState state, uint now, uint window)
    {
        Span<RecentEntry> recent = stackalloc RecentEntry[state.Recent.Count];
        state.Recent.CopyTo(recent);
        Span<int> items = stackalloc int[recent.Length];
        var count = 0;
        foreach (var entry in recent)
        {
            if (entry.Item >= 0 && (ulong)entry.Time + window > now && !items[..count].Contains(entry.Item))
            {
                items[count++] = entry.Item;
            }
        }
        return count;
    }

    private static double Share(FeatureName name, BehaviorState state, StateContext context)
    {
        var wanted = context.Vocabulary.Attributes.Find(name.Dimension, name.Value);
        double total = 0, own = 0;
        foreach (var entry in state.Affinities.Entries)
        {
            if (context.Vocabulary.Attributes.DimensionOf(entry.Key) == name.Dimension)
            {
                total += Math.Max(0, entry.Scaled);
                own = entry.Key == wanted ? entry.Scaled : own;
            }
        }
        return total > 0 ? Math.Clamp(own / total, -1, 1) : own < 0 ? -1 : 0;
    }

    private static (double Mean, double Spread) PriceLevels(BehaviorState state, StateContext context)
    {
        double total = 0, sum = 0, squares = 0;
        foreach (var entry in state.Affinities.Entries)
        {
            var (dimension, value) = context.Vocabulary.Attributes[entry.Key];
            if (dimension == AttributeDimension.PriceLevel && entry.Scaled > 0 && PriceLevel.Find(value) is { } level)
            {
                total += entry.Scaled;
                sum += entry.Scaled * level;
                squares += entry.Scaled * level * level;
            }
        }
        if (total == 0)
        {
            return (double.NaN, double.NaN);
        }
        var mean = sum / total;
        return (mean, Math.Sqrt(Math.Max(0, (squares / total) - (mean * mean))));
    }
}
