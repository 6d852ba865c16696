using Personalization.Engine.Binary;

namespace Personalization.Engine.Learning;

/// <summary>
/// The binary form of a bandit's choice. Features and score are of single precision, as they are when the choice is made.
/// </summary>
internal static class ChoiceCodec
{
    public static void Write(ByteWriter writer, long at, PlacementChoice choice)
    {
        writer.Signed(at);
        Write(writer, choice.Placement, choice.Item, choice.Policy);
        Write(writer, choice.Generation, choice.IsUniform, choice.Propensity, choice.RelativeScore, choice.Features);
    }

    public static void Write(ByteWriter writer, LoggedChoice choice)
    {
        writer.Signed(choice.At);
        Write(writer, choice.Placement, choice.Arm, choice.Policy);
        Write(writer, choice.Generation, choice.IsUniform, choice.Propensity, choice.Score, choice.Features);
    }

    public static LoggedChoice Read(ref ByteReader reader)
    {
        var at = reader.Signed();
        var (placement, arm, policy) = (reader.Text(), reader.Text(), reader.Text());
        var (generation, isUniform, propensity, score) = (reader.Count(), reader.Byte() != 0, reader.Double(), reader.Single());
        var features = new double[reader.Count(4)];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = reader.Single();
        }
        return new LoggedChoice
        {
            At = at,
            Placement = placement,
            Arm = arm,
            Generation = generation,
            Policy = policy.Length == 0 ? null : policy,
            Propensity = propensity,
            IsUniform = isUniform,
            Score = score,
            Features = features,
        };
    }

    private static void Write(ByteWriter writer, string placement, string arm, string? policy)
    {
        writer.Text(placement);
        writer.Text(arm);
        writer.Text(policy ?? "");
    }

    private static void Write(
        ByteWriter writer, int generation, bool isUniform, double propensity, double score, ReadOnlySpan<double> features)
    {
        writer.Varint((ulong)generation);
        writer.Byte(isUniform ? (byte)1 : (byte)0);
        writer.Double(propensity);
        writer.Single((float)score);
        writer.Varint((ulong)features.Length);
        foreach (var feature in features)
        {
            writer.Single((float)feature);
        }
    }
}
