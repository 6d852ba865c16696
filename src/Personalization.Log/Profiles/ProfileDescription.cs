using Personalization.Log.Sessions;
using Personalization.Contracts.Features;
using Personalization.Contracts.Profiles;
using Personalization.Engine.Catalog;
using Personalization.Engine.Events;
using Personalization.Engine.Features;
using Personalization.Engine.Profiles;

namespace Personalization.Log.Profiles;

/// <summary>Turns a person's state into what others may read.</summary>
public static class ProfileDescription
{
    /// <summary>The profile of a person.</summary>
    public static UserProfile Of(string userId, UserState state, StateContext context, uint now)
    {
        now = Math.Max(now, state.LastSeen);
        return new UserProfile
        {
            UserId = userId,
            FirstSeen = EventTime.FromSeconds(state.FirstSeen),
            LastSeen = EventTime.FromSeconds(state.LastSeen),
            EventCount = state.EventCount,
            SessionCount = state.SessionCount,
            PurchaseCount = state.PurchaseCount,
            TotalSpent = state.TotalSpent,
            CurrentSession = SessionDescription.Of(null, userId, state.Session),
            Features = Features(state, context, now),
            Affinities = Affinities(state, context, now),
            RecentEvents = RecentEvents(state, context),
            AppliedPosition = state.Position,
        };
    }

    private static SortedDictionary<string, double> Features(UserState state, StateContext context, uint now)
    {
        var features = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in ProfileFeatures.Names)
        {
            var value = FeatureReader.Read(FeatureName.Parse(name)!, state, now, context);
            if (double.IsFinite(value) && value != 0)
            {
                features[name] = Math.Round(value, 6);
            }
        }
        return features;
    }

    private static Affinity[] Affinities(UserState state, StateContext context, uint now)
    {
        var factor = state.Affinities.FactorAt(now, (uint)context.Options.AffinityHalfLife.TotalSeconds);
        var totals = new double[AttributeTable.Dimensions.Count];
        foreach (var entry in state.Affinities.Entries)
        {
            totals[(int)context.Vocabulary.Attributes.DimensionOf(entry.Key)] += Math.Max(0, entry.Scaled);
        }
        var affinities = new List<(AttributeDimension Dimension, Affinity Affinity)>();
        foreach (var entry in state.Affinities.Entries)
        {
            var (dimension, value) = context.Vocabulary.Attributes[entry.Key];
            var total = totals[(int)dimension];
            var share = total > 0 ? Math.Max(0, entry.Scaled) / total : 0;
            affinities.Add((dimension, new Affinity(
                AttributeTable.Dimensions[(int)dimension], value, Math.Round(entry.Scaled * factor, 4), Math.Round(share, 4))));
        }
        return [.. affinities.OrderBy(a => a.Dimension).ThenByDescending(a => a.Affinity.Score).Select(a => a.Affinity)];
    }

    private static RecentEvent[] RecentEvents(UserState state, StateContext context)
    {
        var recent = new RecentEntry[state.Recent.Count];
        state.Recent.CopyTo(recent);
        return [.. recent.Select(entry => new RecentEvent(
            context.Vocabulary.Kinds[entry.Kind].Name,
            entry.Item < 0 ? null : context.Vocabulary.Items[entry.Item],
            context.Catalog.Find(entry.Item)?.Name,
            EventTime.FromSeconds(entry.Time)))];
    }
}
