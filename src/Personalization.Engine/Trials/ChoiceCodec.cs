using Personalization.Contracts.Bandits;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Trials;

/// <summary>The binary form of a bandit's choice. Features and score have four decimals, which single precision holds.</summary>
internal static class ChoiceCodec
{
    public static void Write(ByteWriter writer, BanditChoiceRecord choice)
    {
        writer.Signed(choice.At);
        writer.Text(choice.Placement);
        writer.Text(choice.Arm);
        writer.Text(choice.Policy ?? "");
        writer.Double(choice.Propensity);
        writer.Single((float)choice.Score);
        writer.Varint((ulong)choice.Features.Count);
        for (var i = 0; i < choice.Features.Count; i++)
        {
            writer.Single((float)choice.Features[i]);
        }
    }

    public static BanditChoiceRecord Read(ref ByteReader reader)
    {
        var at = reader.Signed();
        var (placement, arm, policy) = (reader.Text(), reader.Text(), reader.Text());
        var (propensity, score) = (reader.Double(), reader.Single());
        var features = new double[reader.Count(4)];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = reader.Single();
        }
        return new BanditChoiceRecord
        {
            At = at,
            Placement = placement,
            Arm = arm,
            Policy = policy.Length == 0 ? null : policy,
            Propensity = propensity,
            Score = score,
            Features = features,
        };
    }
}
