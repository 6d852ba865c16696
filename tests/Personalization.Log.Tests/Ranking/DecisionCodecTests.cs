using Personalization.Log.Ranking;
using Personalization.Contracts;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Binary;

namespace Personalization.Log.Tests.Ranking;

/// <summary>The decision log's form: what was written once stays readable.</summary>
public sealed class DecisionCodecTests
{
    // Version 1 before it had the policy and the experiment, and what these two add behind it.
    private const string First =
        "01026431F6FAE995BF680472616E6B02753104686F6D6507626C656E642D31000000000000D03F020269310000003F026932"
        + "0000803E077B2261223A317D";

    private const string PolicyAndExperiment = "0874686F6D70736F6E03783A62";

    private static readonly Decision s_decision = new()
    {
        DecisionId = "d1",
        At = DateTimeOffset.FromUnixTimeMilliseconds(1795185000123),
        Kind = "rank",
        UserId = "u1",
        Placement = "home",
        ModelVersion = "blend-1",
        Propensity = 0.25,
        Items = ["i1", "i2"],
        Scores = [0.5, 0.25],
        Context = JsonText.Parse("""{"a":1}"""),
        Policy = "thompson",
        Experiment = "x:b",
    };

    [Fact]
    public void Golden_bytes_read_and_are_written_again()
    {
        var golden = Convert.FromHexString(First + PolicyAndExperiment);
        AssertSame(s_decision, DecisionCodec.Read(golden));
        var writer = new ByteWriter();
        DecisionCodec.Write(writer, s_decision);
        Assert.Equal(golden, writer.ToArray());
    }

    [Fact]
    public void Decision_from_before_policies_and_experiments_reads_without_them() =>
        AssertSame(s_decision with { Policy = null, Experiment = null }, DecisionCodec.Read(Convert.FromHexString(First)));

    private static void AssertSame(Decision expected, Decision actual)
    {
        Assert.Equal(expected.Items, actual.Items);
        Assert.Equal(expected.Scores, actual.Scores);
        Assert.Equal(expected, actual with { Items = expected.Items, Scores = expected.Scores });
    }
}
