namespace Personalization.Actors.Tests.Wire;

public sealed class WirePayloadTests
{
    public static TheoryData<string> Samples => [.. WireSamples.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Message_of_every_release_reads_as_it_was_meant(string name)
    {
        var sample = WireSamples.All.Single(sample => sample.Name == name);
        foreach (var folder in WirePayloads.Folders)
        {
            if (WirePayloads.Find(folder, sample) is { } payload)
            {
                WireAssert.Same(sample.Value, sample.Codec.ReadObject(payload));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Message_is_written_as_the_newest_payload(string name)
    {
        var sample = WireSamples.All.Single(sample => sample.Name == name);
        var payload = WirePayloads.Newest(sample);
        Assert.True(payload is not null, $"{name} has no payload; see {nameof(WirePayloads)}.");
        Assert.Equal(Convert.ToHexString(payload), Convert.ToHexString(sample.Write()));
    }
}
