using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Learning;

/// <summary>
/// The analyses at an experiment that are kept, in their order. Whoever hears of all of them, in whatever order and however often, has the
/// same. Not thread-safe.
/// </summary>
public sealed class InterimHistory
{
    private readonly SortedList<int, InterimAnalysis> _looks = [];

    /// <summary>The analyses so far, a copy.</summary>
    public IReadOnlyList<InterimAnalysis> Analyses => [.. _looks.Values];

    /// <summary>Takes a look; one whose number is known is left out.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(InterimAnalysis look) => _looks.TryAdd(look.Number, look);

    /// <summary>Writes the course.</summary>
    public void Write(ByteWriter writer)
    {
        writer.Byte(1);
        writer.Varint((ulong)_looks.Count);
        foreach (var look in _looks.Values)
        {
            writer.Block(JsonSerializer.SerializeToUtf8Bytes(look, ContractsJson.Default.InterimAnalysis));
        }
    }

    /// <summary>Reads what <see cref="Write(ByteWriter)"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version, or end too early.</exception>
    public static InterimHistory Read(ReadOnlySpan<byte> data)
    {
        var reader = new ByteReader(data);
        if (reader.Byte() is var version and not 1)
        {
            throw new FormatException($"The experiment's course is written in version {version}; this engine reads version 1.");
        }
        var course = new InterimHistory();
        for (var left = reader.Count(2); left > 0; left--)
        {
            course.Add(JsonSerializer.Deserialize(reader.Block(), ContractsJson.Default.InterimAnalysis)!);
        }
        return course;
    }
}
