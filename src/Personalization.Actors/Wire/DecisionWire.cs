using Personalization.Contracts.Ranking;

namespace Personalization.Actors.Wire;

/// <summary>Decisions on their way to the log of another node; unlike in the log, scores keep their full precision and times their ticks.</summary>
internal static class DecisionWire
{
    [Flags]
    private enum Members : byte
    {
        UserId = 1, Placement = 2, Context = 4, Policy = 8, Experiment = 16,
    }

    public static WireCodec[] Codecs { get; } =
    [
        new WireCodec<Decision>(WireType.Decision, 1, Write, Read),
        new WireCodec<IReadOnlyList<Decision>>(
            WireType.Decisions, 1, static (writer, list) => writer.Parts(list, Write), static (ref reader) => reader.Parts(Read)),
    ];

    private static void Write(WireWriter writer, Decision decision)
    {
        writer.Presence((uint)(
            (decision.UserId is null ? 0 : Members.UserId) | (decision.Placement is null ? 0 : Members.Placement)
            | (decision.Context.IsEmpty ? 0 : Members.Context) | (decision.Policy is null ? 0 : Members.Policy)
            | (decision.Experiment is null ? 0 : Members.Experiment)));
        writer.Text(decision.DecisionId);
        writer.Time(decision.At);
        writer.Name(decision.Kind);
        writer.Name(decision.ModelVersion);
        writer.Texts(decision.Items);
        writer.Numbers(decision.Scores);
        writer.Number(decision.Propensity);
        writer.TextIfAny(decision.UserId);
        writer.TextIfAny(decision.Placement);
        writer.JsonIfAny(decision.Context);
        writer.TextIfAny(decision.Policy);
        writer.TextIfAny(decision.Experiment);
    }

    private static Decision Read(ref WireReader reader)
    {
        var members = (Members)reader.Presence();
        return new Decision
        {
            DecisionId = reader.Text(),
            At = reader.Time(),
            Kind = reader.Name(),
            ModelVersion = reader.Name(),
            Items = reader.Texts(),
            Scores = reader.Numbers(),
            Propensity = reader.Number(),
            UserId = members.HasFlag(Members.UserId) ? reader.Text() : null,
            Placement = members.HasFlag(Members.Placement) ? reader.Text() : null,
            Context = members.HasFlag(Members.Context) ? reader.Json() : default,
            Policy = members.HasFlag(Members.Policy) ? reader.Text() : null,
            Experiment = members.HasFlag(Members.Experiment) ? reader.Text() : null,
        };
    }
}
