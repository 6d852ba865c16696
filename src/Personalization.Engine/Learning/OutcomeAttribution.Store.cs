using System.Text.Json;
using Personalization.Contracts;
using Personalization.Engine.Binary;
using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Learning;

public sealed partial class OutcomeAttribution
{
    private const byte Version = 2;

    /// <summary>Writes what is kept; equal states give equal bytes.</summary>
    public void Write(ByteWriter writer)
    {
        writer.Byte(Version);
        writer.Varint((ulong)_experiments.Count);
        foreach (var id in _experiments.Keys.Order(StringComparer.Ordinal))
        {
            writer.Block(JsonSerializer.SerializeToUtf8Bytes(_experiments[id].Definition, ContractsJson.Default.ExperimentDefinition));
        }
        writer.Varint((ulong)_people.Count);
        foreach (var person in _people.Keys.Order(StringComparer.Ordinal))
        {
            writer.Text(person);
            writer.Varint((ulong)_people[person].Count);
            foreach (var exposure in _people[person])
            {
                Write(writer, exposure);
            }
        }
        _choices.Write(writer);
    }

    /// <summary>Replaces what is kept by what <see cref="Write(ByteWriter)"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version, or end too early.</exception>
    public void Read(ref ByteReader reader)
    {
        if (reader.Byte() is var version and not Version)
        {
            throw new FormatException(
                $"What is kept of experiments are written in version {version}; this engine reads version {Version}.");
        }
        _experiments.Clear();
        _people.Clear();
        for (var left = reader.Count(); left > 0; left--)
        {
            var definition = JsonSerializer.Deserialize(reader.Block(), ContractsJson.Default.ExperimentDefinition)!;
            _experiments[definition.ExperimentId] = new ObservedExperiment(definition, ExperimentMetrics.Of(definition));
        }
        for (var left = reader.Count(); left > 0; left--)
        {
            var person = reader.Text();
            var exposures = _people[person] = [];
            for (var count = reader.Count(); count > 0; count--)
            {
                exposures.Add(ReadExposure(ref reader));
            }
        }
        _choices.Read(ref reader);
    }

    private static void Write(ByteWriter writer, Exposure exposure)
    {
        writer.Text(exposure.ExperimentId);
        writer.Varint((ulong)exposure.Person.Variant);
        writer.Signed(exposure.At.ToUnixTimeMilliseconds());
        writer.Varint((ulong)exposure.Person.Segments.Length);
        foreach (var segment in exposure.Person.Segments)
        {
            writer.Text(segment);
        }
        writer.Varint((ulong)exposure.Tallies.Length);
        foreach (var tally in exposure.Tallies)
        {
            writer.Varint((ulong)tally.Events);
            writer.Double(tally.Sum);
            writer.Varint((ulong)tally.Per);
            writer.Double(tally.Covariate);
        }
    }

    private static Exposure ReadExposure(ref ByteReader reader)
    {
        var (experimentId, variant, at) = (reader.Text(), reader.Count(), DateTimeOffset.FromUnixTimeMilliseconds(reader.Signed()));
        var segments = new string[reader.Count(1)];
        for (var i = 0; i < segments.Length; i++)
        {
            segments[i] = reader.Text();
        }
        var tallies = new PersonTally[reader.Count(18)];
        for (var i = 0; i < tallies.Length; i++)
        {
            tallies[i] = new PersonTally((long)reader.Varint(), reader.Double(), (long)reader.Varint(), reader.Double());
        }
        return new Exposure(experimentId, variant, at, segments, tallies);
    }
}
