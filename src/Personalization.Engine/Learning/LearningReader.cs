using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Bandits;
using Personalization.Engine.Binary;
using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Learning;

/// <summary>Reads what <see cref="LearningWriter"/> wrote. Pure.</summary>
public static class LearningReader
{
    /// <summary>Hands the observations of a position and later ones on.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="from">Observations of events before this position are left out: they are known.</param>
    /// <param name="sink">Takes the others.</param>
    /// <returns>How many were handed on.</returns>
    /// <exception cref="FormatException">The bytes are of an unknown version, or end too early.</exception>
    public static int Read(ReadOnlySpan<byte> data, long from, ILearningSink sink)
    {
        var reader = new ByteReader(data);
        if (reader.AtEnd)
        {
            return 0;
        }
        if (reader.Byte() is var version and not LearningWriter.Version)
        {
            throw new FormatException(
                $"The observations of experiments are written in version {version}; this engine reads version {LearningWriter.Version}.");
        }
        var count = 0;
        while (!reader.AtEnd)
        {
            var (kind, position) = (reader.Byte(), (long)reader.Varint());
            count += Next(ref reader, kind, position, position >= from ? sink : null);
        }
        return count;
    }

    private static int Next(ref ByteReader reader, byte kind, long position, ILearningSink? sink)
    {
        switch (kind)
        {
            case LearningWriter.Definition:
                var revision = JsonSerializer.Deserialize(reader.Block(), ContractsJson.Default.ExperimentRevision)!;
                sink?.Defined(position, revision);
                break;
            case LearningWriter.Interim:
                var look = JsonSerializer.Deserialize(reader.Block(), ContractsJson.Default.InterimAnalysis)!;
                sink?.Analysed(position, look);
                break;
            case LearningWriter.Exposure:
                var person = Person(ref reader);
                var values = new PersonValue[reader.Count(24)];
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = Value(ref reader);
                }
                sink?.Exposed(position, person, values);
                break;
            case LearningWriter.Change:
                var (who, metric, old, now) = (Person(ref reader), reader.Count(), Value(ref reader), Value(ref reader));
                sink?.Changed(position, who, metric, old, now);
                break;
            case LearningWriter.Reward:
                var (choice, reward) = (ChoiceCodec.Read(ref reader), reader.Double());
                sink?.Rewarded(position, choice, reward);
                break;
            case LearningWriter.Renewal:
                var renewal = new ItemRenewal(reader.Text(), reader.Text(), reader.Count());
                sink?.Renewed(position, renewal);
                break;
            default:
                throw new FormatException(
                    $"The observation before byte {reader.Offset} is of kind {kind}, which this engine does not know.");
        }
        return sink is null ? 0 : 1;
    }

    private static ExperimentUnit Person(ref ByteReader reader)
    {
        var (experimentId, variant) = (reader.Text(), reader.Count());
        var segments = new string[reader.Count(1)];
        for (var i = 0; i < segments.Length; i++)
        {
            segments[i] = reader.Text();
        }
        return new ExperimentUnit(experimentId, variant, segments);
    }

    private static PersonValue Value(ref ByteReader reader) => new(reader.Double(), reader.Double(), reader.Double());
}
