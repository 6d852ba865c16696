using Personalization.Engine.Binary;

namespace Personalization.Engine.Trials;

/// <summary>The binary form of a bandit's choice. Features and score are of single precision, as they are when the choice is made.</summary>
internal static class ChoiceCodec
{
    public static void Write(ByteWriter writer, PlacementChoice choice) =>
        Write(writer, choice.Placement, choice.Item, choice.Policy, choice.Propensity, choice.RelativeScore, choice.Features);

    public static void Write(ByteWriter writer, LoggedChoice choice) =>
        Write(writer, choice.Placement, choice.Arm, choice.Policy, choice.Propensity, choice.Score, choice.Features);

    public static LoggedChoice Read(ref ByteReader reader)
    {
        var (placement, arm, policy) = (reader.Text(), reader.Text(), reader.Text());
        var (propensity, score) = (reader.Double(), reader.Single());
        var features = new double[reader.Count(4)];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = reader.Single();
        }
        return new LoggedChoice
        {
            Placement = placement,
            Arm = arm,
            Policy = policy.Length == 0 ? null : policy,
            Propensity = propensity,
            Score = score,
            Features = features,
        };
    }

    private static void Write(ByteWriter writer, string placement, string arm, string? policy, double propensity, double score, ReadOnlySpan<double> features)
    {
        writer.Text(placement);
        writer.Text(arm);
        writer.Text(policy ?? "");
        writer.Double(propensity);
        writer.Single((float)score);
        writer.Varint((ulong)features.Length);
        foreach (var feature in features)
        {
            writer.Single((float)feature);
        }
    }
}
