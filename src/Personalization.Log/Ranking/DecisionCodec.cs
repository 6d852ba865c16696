using Personalization.Contracts;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Binary;

namespace Personalization.Log.Ranking;

/// <summary>The binary form of a decision in the decision log, version 1.</summary>
public static class DecisionCodec
{
    /// <summary>Writes a decision.</summary>
    public static void Write(ByteWriter writer, Decision decision)
    {
        writer.Byte(1);
        writer.Text(decision.DecisionId);
        writer.Signed(decision.At.ToUnixTimeMilliseconds());
        writer.Text(decision.Kind);
        writer.Text(decision.UserId ?? "");
        writer.Text(decision.Placement ?? "");
        writer.Text(decision.ModelVersion);
        writer.Double(decision.Propensity);
        writer.Varint((ulong)decision.Items.Count);
        for (var i = 0; i < decision.Items.Count; i++)
        {
            writer.Text(decision.Items[i]);
            writer.Single((float)decision.Scores[i]);
        }
        writer.Block(decision.Context.Utf8.Span);
        writer.Text(decision.Policy ?? "");
        writer.Text(decision.Experiment ?? "");
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version.</exception>
    public static Decision Read(ReadOnlySpan<byte> data)
    {
        var reader = new ByteReader(data);
        var version = reader.Byte();
        if (version != 1)
        {
            throw new FormatException($"The decision is written in version {version}; this engine reads version 1.");
        }
        var id = reader.Text();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(reader.Signed());
        var (kind, user, placement, model) = (reader.Text(), reader.Text(), reader.Text(), reader.Text());
        var propensity = reader.Double();
        var items = new string[reader.Count()];
        var scores = new double[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = reader.Text();
            scores[i] = reader.Single();
        }
        var context = new JsonText(reader.Block().ToArray());
        var (policy, experiment) = reader.AtEnd ? ("", "") : (reader.Text(), reader.Text());
        return new Decision
        {
            DecisionId = id,
            At = at,
            Kind = kind,
            UserId = user.Length == 0 ? null : user,
            Placement = placement.Length == 0 ? null : placement,
            ModelVersion = model,
            Propensity = propensity,
            Items = items,
            Scores = scores,
            Context = context,
            Policy = policy.Length == 0 ? null : policy,
            Experiment = experiment.Length == 0 ? null : experiment,
        };
    }
}
