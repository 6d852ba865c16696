using Personalization.Contracts.Ranking;

namespace Personalization.Actors.Wire;

/// <summary>What is answered: ranked lists, single choices, and what they consist of.</summary>
internal static class RankingWire
{
    [Flags]
    private enum ListMembers : byte
    {
        UserId = 1, Fallback = 2, Stages = 4, Experiment = 8,
    }

    [Flags]
    private enum ChoiceMembers : byte
    {
        Fallback = 1, Policy = 2, Experiment = 4,
    }

    public static WireCodec[] Codecs { get; } =
    [
        new WireCodec<RecommendationResult>(WireType.RecommendationResult, 1, WriteList, ReadList),
        new WireCodec<PersonalizeResult>(WireType.PersonalizeResult, 1, WriteChoice, ReadChoice),
        new WireCodec<RankedItem>(WireType.RankedItem, 1, WriteItem, ReadItem),
        new WireCodec<Reason>(WireType.Reason, 1, WriteReason, ReadReason),
        new WireCodec<AlternativeOption>(WireType.AlternativeOption, 1, WriteOption, ReadOption),
        new WireCodec<StageTrace>(WireType.StageTrace, 1, WriteStage, ReadStage),
    ];

    private static void WriteList(WireWriter writer, RecommendationResult result)
    {
        writer.Presence((uint)(
            (result.UserId is null ? 0 : ListMembers.UserId) | (result.Fallback ? ListMembers.Fallback : 0)
            | (result.Stages is null ? 0 : ListMembers.Stages) | (result.Experiment is null ? 0 : ListMembers.Experiment)));
        writer.Text(result.DecisionId);
        writer.Name(result.ModelVersion);
        writer.Number(result.LatencyMs);
        writer.Parts(result.Items, WriteItem);
        writer.TextIfAny(result.UserId);
        if (result.Stages is { } stages)
        {
            writer.Parts(stages, WriteStage);
        }
        writer.TextIfAny(result.Experiment);
    }

    private static RecommendationResult ReadList(ref WireReader reader)
    {
        var members = (ListMembers)reader.Presence();
        return new RecommendationResult
        {
            DecisionId = reader.Text(),
            ModelVersion = reader.Name(),
            LatencyMs = reader.Number(),
            Items = reader.Parts(ReadItem),
            UserId = members.HasFlag(ListMembers.UserId) ? reader.Text() : null,
            Stages = members.HasFlag(ListMembers.Stages) ? reader.Parts(ReadStage) : null,
            Fallback = members.HasFlag(ListMembers.Fallback),
            Experiment = members.HasFlag(ListMembers.Experiment) ? reader.Text() : null,
        };
    }

    private static void WriteChoice(WireWriter writer, PersonalizeResult result)
    {
        writer.Presence((uint)(
            (result.Fallback ? ChoiceMembers.Fallback : 0) | (result.Policy is null ? 0 : ChoiceMembers.Policy)
            | (result.Experiment is null ? 0 : ChoiceMembers.Experiment)));
        writer.Text(result.DecisionId);
        writer.Text(result.SelectedItem);
        writer.Number(result.ConfidenceScore);
        writer.Parts(result.AlternativeOptions, WriteOption);
        writer.Parts(result.Reasoning, WriteReason);
        writer.Number(result.LatencyMs);
        writer.Number(result.Propensity);
        writer.Name(result.ModelVersion);
        writer.TextIfAny(result.Policy);
        writer.TextIfAny(result.Experiment);
    }

    private static PersonalizeResult ReadChoice(ref WireReader reader)
    {
        var members = (ChoiceMembers)reader.Presence();
        return new PersonalizeResult
        {
            DecisionId = reader.Text(),
            SelectedItem = reader.Text(),
            ConfidenceScore = reader.Number(),
            AlternativeOptions = reader.Parts(ReadOption),
            Reasoning = reader.Parts(ReadReason),
            LatencyMs = reader.Number(),
            Propensity = reader.Number(),
            ModelVersion = reader.Name(),
            Fallback = members.HasFlag(ChoiceMembers.Fallback),
            Policy = members.HasFlag(ChoiceMembers.Policy) ? reader.Text() : null,
            Experiment = members.HasFlag(ChoiceMembers.Experiment) ? reader.Text() : null,
        };
    }

    private static void WriteItem(WireWriter writer, RankedItem item)
    {
        writer.Text(item.ItemId);
        writer.Number(item.Score);
        writer.Parts(item.Reasons, WriteReason);
    }

    private static RankedItem ReadItem(ref WireReader reader) => new(reader.Text(), reader.Number(), reader.Parts(ReadReason));

    private static void WriteReason(WireWriter writer, Reason reason)
    {
        writer.Name(reason.Code);
        writer.Name(reason.Text);
        writer.Number(reason.Weight);
    }

    private static Reason ReadReason(ref WireReader reader) => new(reader.Name(), reader.Name(), reader.Number());

    private static void WriteOption(WireWriter writer, AlternativeOption option)
    {
        writer.Text(option.ItemId);
        writer.Number(option.Score);
    }

    private static AlternativeOption ReadOption(ref WireReader reader) => new(reader.Text(), reader.Number());

    private static void WriteStage(WireWriter writer, StageTrace stage)
    {
        writer.Name(stage.Stage);
        writer.Name(stage.Name);
        writer.Whole(stage.Items);
        writer.Number(stage.LatencyMs);
    }

    private static StageTrace ReadStage(ref WireReader reader) => new(reader.Name(), reader.Name(), reader.Int32(), reader.Number());
}
