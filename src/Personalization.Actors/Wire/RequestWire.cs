using Personalization.Contracts.Ranking;

namespace Personalization.Actors.Wire;

/// <summary>What is asked of persons, visits and nobody: requests for decisions.</summary>
internal static class RequestWire
{
    [Flags]
    private enum RecommendationMembers : byte
    {
        UserId = 1, SessionId = 2, ItemId = 4, Category = 8, Placement = 16, ExcludeSeen = 32, Recommender = 64, Explain = 128,
    }

    [Flags]
    private enum RankMembers : byte
    {
        UserId = 1, SessionId = 2, Placement = 4, Explain = 8,
    }

    [Flags]
    private enum PersonalizeMembers : byte
    {
        CustomerId = 1, SessionId = 2, Context = 4, Placement = 8,
    }

    public static WireCodec[] Codecs { get; } =
    [
        new WireCodec<RecommendationRequest>(WireType.RecommendationRequest, 1, WriteRecommendation, ReadRecommendation),
        new WireCodec<RankRequest>(WireType.RankRequest, 1, WriteRank, ReadRank),
        new WireCodec<PersonalizeRequest>(WireType.PersonalizeRequest, 1, WritePersonalize, ReadPersonalize),
    ];

    private static void WriteRecommendation(WireWriter writer, RecommendationRequest request)
    {
        writer.Presence((uint)(
            (request.UserId is null ? 0 : RecommendationMembers.UserId) | (request.SessionId is null ? 0 : RecommendationMembers.SessionId)
            | (request.ItemId is null ? 0 : RecommendationMembers.ItemId) | (request.Category is null ? 0 : RecommendationMembers.Category)
            | (request.Placement is null ? 0 : RecommendationMembers.Placement) | (request.ExcludeSeen ? RecommendationMembers.ExcludeSeen : 0)
            | (request.Recommender is null ? 0 : RecommendationMembers.Recommender) | (request.Explain ? RecommendationMembers.Explain : 0)));
        writer.Whole(request.Count);
        writer.TextIfAny(request.UserId);
        writer.TextIfAny(request.SessionId);
        writer.TextIfAny(request.ItemId);
        writer.TextIfAny(request.Category);
        writer.TextIfAny(request.Placement);
        writer.TextIfAny(request.Recommender);
    }

    private static RecommendationRequest ReadRecommendation(ref WireReader reader)
    {
        var members = (RecommendationMembers)reader.Presence();
        return new RecommendationRequest
        {
            Count = reader.Int32(),
            UserId = members.HasFlag(RecommendationMembers.UserId) ? reader.Text() : null,
            SessionId = members.HasFlag(RecommendationMembers.SessionId) ? reader.Text() : null,
            ItemId = members.HasFlag(RecommendationMembers.ItemId) ? reader.Text() : null,
            Category = members.HasFlag(RecommendationMembers.Category) ? reader.Text() : null,
            Placement = members.HasFlag(RecommendationMembers.Placement) ? reader.Text() : null,
            Recommender = members.HasFlag(RecommendationMembers.Recommender) ? reader.Text() : null,
            ExcludeSeen = members.HasFlag(RecommendationMembers.ExcludeSeen),
            Explain = members.HasFlag(RecommendationMembers.Explain),
        };
    }

    private static void WriteRank(WireWriter writer, RankRequest request)
    {
        writer.Presence((uint)(
            (request.UserId is null ? 0 : RankMembers.UserId) | (request.SessionId is null ? 0 : RankMembers.SessionId)
            | (request.Placement is null ? 0 : RankMembers.Placement) | (request.Explain ? RankMembers.Explain : 0)));
        writer.Texts(request.Items);
        writer.TextIfAny(request.UserId);
        writer.TextIfAny(request.SessionId);
        writer.TextIfAny(request.Placement);
    }

    private static RankRequest ReadRank(ref WireReader reader)
    {
        var members = (RankMembers)reader.Presence();
        return new RankRequest
        {
            Items = reader.Texts(),
            UserId = members.HasFlag(RankMembers.UserId) ? reader.Text() : null,
            SessionId = members.HasFlag(RankMembers.SessionId) ? reader.Text() : null,
            Placement = members.HasFlag(RankMembers.Placement) ? reader.Text() : null,
            Explain = members.HasFlag(RankMembers.Explain),
        };
    }

    private static void WritePersonalize(WireWriter writer, PersonalizeRequest request)
    {
        writer.Presence((uint)(
            (request.CustomerId is null ? 0 : PersonalizeMembers.CustomerId) | (request.SessionId is null ? 0 : PersonalizeMembers.SessionId)
            | (request.Context.IsEmpty ? 0 : PersonalizeMembers.Context) | (request.Placement is null ? 0 : PersonalizeMembers.Placement)));
        writer.Texts(request.AvailableItems);
        writer.TextIfAny(request.CustomerId);
        writer.TextIfAny(request.SessionId);
        writer.JsonIfAny(request.Context);
        writer.TextIfAny(request.Placement);
    }

    private static PersonalizeRequest ReadPersonalize(ref WireReader reader)
    {
        var members = (PersonalizeMembers)reader.Presence();
        return new PersonalizeRequest
        {
            AvailableItems = reader.Texts(),
            CustomerId = members.HasFlag(PersonalizeMembers.CustomerId) ? reader.Text() : null,
            SessionId = members.HasFlag(PersonalizeMembers.SessionId) ? reader.Text() : null,
            Context = members.HasFlag(PersonalizeMembers.Context) ? reader.Json() : default,
            Placement = members.HasFlag(PersonalizeMembers.Placement) ? reader.Text() : null,
        };
    }
}
