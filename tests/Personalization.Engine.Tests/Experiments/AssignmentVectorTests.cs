using System.Text.Json;
using Personalization.Engine.Experiments;

namespace Personalization.Engine.Tests.Experiments;

/// <summary>
/// The vectors that SDKs test themselves with; made by another implementation, in another language, of the specification beside them.
/// </summary>
public sealed class AssignmentVectorTests
{
    // Of the algorithm's published examples: https://en.wikipedia.org/wiki/MurmurHash#MurmurHash3.
    [Theory]
    [InlineData("", 0u)]
    [InlineData("test", 0xba6bd213u)]
    [InlineData("Hello, world!", 0xc0363e43u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x2e4ff723u)]
    public void Hash_is_that_of_the_published_examples(string text, uint expected) =>
        Assert.Equal(expected, AssignmentHash.Of(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Hashes_are_those_of_the_vectors()
    {
        foreach (var vector in Vectors().GetProperty("hashes").EnumerateArray())
        {
            var text = vector.GetProperty("text").GetString()!;
            Assert.Equal(vector.GetProperty("hash").GetUInt32(), AssignmentHash.Of(System.Text.Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void Slots_are_those_of_the_vectors()
    {
        foreach (var vector in Vectors().GetProperty("slots").EnumerateArray())
        {
            Assert.Equal(
                vector.GetProperty("slot").GetInt32(),
                LayerSlots.Of(vector.GetProperty("layer").GetString()!, vector.GetProperty("unit").GetString()));
        }
    }

    [Fact]
    public void Assignments_are_those_of_the_vectors()
    {
        var checkedUnits = 0;
        foreach (var vector in Vectors().GetProperty("assignments").EnumerateArray())
        {
            var text = vector.GetProperty("experiment");
            var definition = Definitions.Running(
                [.. text.GetProperty("variants")
                    .EnumerateArray()
                    .Select(v => (v.GetProperty("key").GetString()!, v.GetProperty("weight").GetDouble()))]) with
            {
                ExperimentId = text.GetProperty("experiment_id").GetString()!,
                Layer = text.GetProperty("layer").GetString()!,
                SlotFrom = text.GetProperty("slot_from").GetInt32(),
                SlotTo = text.GetProperty("slot_to").GetInt32(),
                Ramp = text.GetProperty("ramp").GetDouble(),
                Salt = text.TryGetProperty("salt", out var salt) ? salt.GetString() : null,
            };
            var assigner = new Assigner(definition);
            foreach (var result in vector.GetProperty("results").EnumerateArray())
            {
                var found = assigner.Assign(result.GetProperty("unit").GetString());
                var expected = result.GetProperty("outcome").GetString() switch
                {
                    "assigned" => AssignmentOutcome.Assigned,
                    "other_slot" => AssignmentOutcome.OtherSlot,
                    _ => AssignmentOutcome.BeyondRamp,
                };
                Assert.Equal(expected, found.Outcome);
                Assert.Equal(found.TakesPart ? result.GetProperty("variant").GetString() : null, found.TakesPart
                    ? definition.Variants[found.Variant].Key
                    : null);
                checkedUnits++;
            }
        }
        Assert.True(checkedUnits > 100);
    }

    private static JsonElement Vectors()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "docs", "assignment-vectors.json")))
        {
            folder = folder.Parent;
        }
        Assert.NotNull(folder);
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "docs", "assignment-vectors.json")));
        return document.RootElement.Clone();
    }
}
