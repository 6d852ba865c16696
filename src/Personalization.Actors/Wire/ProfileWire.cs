using Personalization.Contracts.Features;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Sessions;

namespace Personalization.Actors.Wire;

/// <summary>What is known of persons and visits.</summary>
internal static class ProfileWire
{
    public static WireCodec[] Codecs { get; } =
    [
        new WireCodec<UserProfile>(WireType.UserProfile, 1, WriteProfile, ReadProfile),
        new WireCodec<SessionSummary>(WireType.SessionSummary, 1, WriteSummary, ReadSummary),
        new WireCodec<Affinity>(WireType.Affinity, 1, WriteAffinity, ReadAffinity),
        new WireCodec<RecentEvent>(WireType.RecentEvent, 1, WriteRecent, ReadRecent),
    ];

    private static void WriteProfile(WireWriter writer, UserProfile profile)
    {
        writer.Presence(profile.CurrentSession is null ? 0u : 1);
        writer.Name(profile.UserId);
        writer.Time(profile.FirstSeen);
        writer.Time(profile.LastSeen);
        writer.Whole(profile.EventCount);
        writer.Whole(profile.SessionCount);
        writer.Whole(profile.PurchaseCount);
        writer.Number(profile.TotalSpent);
        if (profile.CurrentSession is { } session)
        {
            writer.Part(session, WriteSummary);
        }
        WriteFeatures(writer, profile.Features);
        writer.Parts(profile.Affinities, WriteAffinity);
        writer.Parts(profile.RecentEvents, WriteRecent);
        writer.Whole(profile.AppliedPosition);
    }

    private static UserProfile ReadProfile(ref WireReader reader)
    {
        var hasSession = (reader.Presence() & 1) != 0;
        return new UserProfile
        {
            UserId = reader.Name(),
            FirstSeen = reader.Time(),
            LastSeen = reader.Time(),
            EventCount = reader.Whole(),
            SessionCount = reader.Int32(),
            PurchaseCount = reader.Int32(),
            TotalSpent = reader.Number(),
            CurrentSession = hasSession ? reader.Part(ReadSummary) : null,
            Features = ReadFeatures(ref reader),
            Affinities = reader.Parts(ReadAffinity),
            RecentEvents = reader.Parts(ReadRecent),
            AppliedPosition = reader.Whole(),
        };
    }

    private static void WriteFeatures(WireWriter writer, IReadOnlyDictionary<string, double> features)
    {
        writer.Bytes.Varint((ulong)features.Count);
        foreach (var (name, value) in features)
        {
            writer.Text(name);
            writer.Number(value);
        }
    }

    private static SortedDictionary<string, double> ReadFeatures(ref WireReader reader)
    {
        var features = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var left = reader.Bytes.Count(1 + sizeof(double)); left > 0; left--)
        {
            var name = WireReader.SharedNames.Get(reader.Bytes.Block());
            features[name] = reader.Number();
        }
        return features;
    }

    private static void WriteSummary(WireWriter writer, SessionSummary summary)
    {
        writer.Name(summary.SessionId);
        writer.Name(summary.UserId);
        writer.Time(summary.Start);
        writer.Time(summary.End);
        writer.Whole(summary.EventCount);
        writer.Whole(summary.ViewCount);
        writer.Whole(summary.SearchCount);
        writer.Whole(summary.Depth);
        writer.Number(summary.CartQuantity);
        writer.Number(summary.CartValue);
        writer.Whole(summary.PurchaseCount);
        writer.Number(summary.Spent);
        writer.Number(summary.Intent);
    }

    private static SessionSummary ReadSummary(ref WireReader reader) => new()
    {
        SessionId = reader.NameOrNull(),
        UserId = reader.NameOrNull(),
        Start = reader.Time(),
        End = reader.Time(),
        EventCount = reader.Int32(),
        ViewCount = reader.Int32(),
        SearchCount = reader.Int32(),
        Depth = reader.Int32(),
        CartQuantity = reader.Number(),
        CartValue = reader.Number(),
        PurchaseCount = reader.Int32(),
        Spent = reader.Number(),
        Intent = reader.Number(),
    };

    private static void WriteAffinity(WireWriter writer, Affinity affinity)
    {
        writer.Name(affinity.Dimension);
        writer.Text(affinity.Value);
        writer.Number(affinity.Score);
        writer.Number(affinity.Share);
    }

    private static Affinity ReadAffinity(ref WireReader reader) => new(reader.Name(), reader.Text(), reader.Number(), reader.Number());

    private static void WriteRecent(WireWriter writer, RecentEvent recent)
    {
        writer.Name(recent.EventType);
        writer.Name(recent.ItemId);
        writer.Name(recent.ItemName);
        writer.Time(recent.At);
    }

    private static RecentEvent ReadRecent(ref WireReader reader) => new(reader.Name(), reader.NameOrNull(), reader.NameOrNull(), reader.Time());
}
