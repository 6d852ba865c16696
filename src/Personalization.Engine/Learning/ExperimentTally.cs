using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Binary;
using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Experiments.Verdicts;

namespace Personalization.Engine.Learning;

/// <summary>
/// What is counted of one experiment, over all parts of the log that were followed: sums, and the history of its definition. Not
/// thread-safe.
/// </summary>
public sealed class ExperimentTally
{
    private readonly List<ExperimentRevision> _history = [];
    private readonly SortedDictionary<string, MetricSums[]> _segments = new(StringComparer.Ordinal);
    private long[] _people;
    private MetricSums[][] _sums;
    private MetricDefinition[] _metrics;

    /// <summary>Starts with a first revision.</summary>
    public ExperimentTally(ExperimentRevision first)
    {
        Latest = first;
        _history.Add(first);
        _metrics = ExperimentMetrics.Of(first.Definition);
        (_people, _sums) = Room(first.Definition, _metrics.Length);
    }

    /// <summary>The latest revision.</summary>
    public ExperimentRevision Latest { get; private set; }

    /// <summary>All revisions, oldest first.</summary>
    public IReadOnlyList<ExperimentRevision> History => _history;

    /// <summary>Exposed people of each variant.</summary>
    public IReadOnlyList<long> People => _people;

    /// <summary>Takes a revision; an older one or a known one is left out.</summary>
    /// <returns>Whether it is the latest now.</returns>
    public bool Define(ExperimentRevision revision)
    {
        if (revision.Definition.Revision <= Latest.Definition.Revision)
        {
            return false;
        }
        // Before anybody took part everything may change.
        var metrics = ExperimentMetrics.Of(revision.Definition);
        if (revision.Definition.Variants.Count != _people.Length || metrics.Length != _metrics.Length)
        {
            (_people, _sums) = Room(revision.Definition, metrics.Length);
            _segments.Clear();
        }
        (Latest, _metrics) = (revision, metrics);
        _history.Add(revision);
        return true;
    }

    /// <summary>Counts a person who met the experiment.</summary>
    public void Expose(in ExperimentUnit person, ReadOnlySpan<PersonValue> values)
    {
        if ((uint)person.Variant >= (uint)_people.Length)
        {
            return;
        }
        _people[person.Variant]++;
        for (var i = 0; i < Math.Min(values.Length, _sums.Length); i++)
        {
            _sums[i][person.Variant] = _sums[i][person.Variant].Add(values[i]);
        }
        for (var s = 0; s + 1 < person.Segments.Length && values.Length > 0; s += 2)
        {
            ref var sums = ref Segment(person, s);
            sums = sums.Add(values[0]);
        }
    }

    /// <summary>Takes a change of a person's value.</summary>
    public void Change(in ExperimentUnit person, int metric, PersonValue old, PersonValue now)
    {
        if ((uint)person.Variant >= (uint)_people.Length || (uint)metric >= (uint)_sums.Length)
        {
            return;
        }
        _sums[metric][person.Variant] = _sums[metric][person.Variant].Replace(old, now);
        for (var s = 0; s + 1 < person.Segments.Length && metric == 0; s += 2)
        {
            ref var sums = ref Segment(person, s);
            sums = sums.Replace(old, now);
        }
    }

    /// <summary>What was counted, for the statistics.</summary>
    public ExperimentFigures Figures()
    {
        var sums = new Dictionary<string, IReadOnlyList<MetricSums>>(StringComparer.Ordinal);
        for (var i = 0; i < _metrics.Length; i++)
        {
            sums.TryAdd(_metrics[i].MetricId, (MetricSums[])_sums[i].Clone());
        }
        return new ExperimentFigures((long[])_people.Clone(), sums);
    }

    /// <summary>The primary metric within each segment, of one treatment and the control.</summary>
    public List<SegmentSums> Segments(int treatment)
    {
        var segments = new List<SegmentSums>();
        foreach (var (name, sums) in _segments)
        {
            var split = name.IndexOf('\u001f');
            segments.Add(new SegmentSums(name[..split], name[(split + 1)..], sums[0], sums[treatment]));
        }
        return segments;
    }

    /// <summary>Writes the tally.</summary>
    public void Write(ByteWriter writer)
    {
        writer.Byte(1);
        writer.Varint((ulong)_history.Count);
        foreach (var revision in _history)
        {
            writer.Block(JsonSerializer.SerializeToUtf8Bytes(revision, ContractsJson.Default.ExperimentRevision));
        }
        foreach (var people in _people)
        {
            writer.Varint((ulong)people);
        }
        foreach (var metric in _sums)
        {
            Write(writer, metric);
        }
        writer.Varint((ulong)_segments.Count);
        foreach (var (name, sums) in _segments)
        {
            writer.Text(name);
            Write(writer, sums);
        }
    }

    /// <summary>Reads what <see cref="Write(ByteWriter)"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version, or end too early.</exception>
    public static ExperimentTally Read(ReadOnlySpan<byte> data)
    {
        var reader = new ByteReader(data);
        if (reader.Byte() is var version and not 1)
        {
            throw new FormatException($"The experiment is written in version {version}; this engine reads version 1.");
        }
        var count = reader.Count(2);
        var tally = new ExperimentTally(ReadRevision(ref reader));
        for (var left = count - 1; left > 0; left--)
        {
            tally.Define(ReadRevision(ref reader));
        }
        for (var i = 0; i < tally._people.Length; i++)
        {
            tally._people[i] = (long)reader.Varint();
        }
        foreach (var metric in tally._sums)
        {
            Read(ref reader, metric);
        }
        for (var left = reader.Count(); left > 0; left--)
        {
            Read(ref reader, tally._segments[reader.Text()] = new MetricSums[tally._people.Length]);
        }
        return tally;
    }

    private static ExperimentRevision ReadRevision(ref ByteReader reader) =>
        JsonSerializer.Deserialize(reader.Block(), ContractsJson.Default.ExperimentRevision)!;

    private static (long[] People, MetricSums[][] Sums) Room(ExperimentDefinition definition, int metrics)
    {
        var sums = new MetricSums[metrics][];
        for (var i = 0; i < metrics; i++)
        {
            sums[i] = new MetricSums[definition.Variants.Count];
        }
        return (new long[definition.Variants.Count], sums);
    }

    private ref MetricSums Segment(in ExperimentUnit person, int at)
    {
        var name = string.Concat(person.Segments[at], "\u001f", person.Segments[at + 1]);
        if (!_segments.TryGetValue(name, out var sums))
        {
            _segments[name] = sums = new MetricSums[_people.Length];
        }
        return ref sums[person.Variant];
    }

    private static void Write(ByteWriter writer, MetricSums[] variants)
    {
        foreach (var s in variants)
        {
            writer.Varint((ulong)s.Count);
            foreach (var value in (ReadOnlySpan<double>)
                [s.Value, s.ValueSquared, s.Denominator, s.DenominatorSquared, s.ValueDenominator, s.Covariate, s.CovariateSquared,
                    s.ValueCovariate, s.DenominatorCovariate])
            {
                writer.Double(value);
            }
        }
    }

    private static void Read(ref ByteReader reader, MetricSums[] variants)
    {
        for (var i = 0; i < variants.Length; i++)
        {
            variants[i] = new MetricSums
            {
                Count = (long)reader.Varint(),
                Value = reader.Double(),
                ValueSquared = reader.Double(),
                Denominator = reader.Double(),
                DenominatorSquared = reader.Double(),
                ValueDenominator = reader.Double(),
                Covariate = reader.Double(),
                CovariateSquared = reader.Double(),
                ValueCovariate = reader.Double(),
                DenominatorCovariate = reader.Double(),
            };
        }
    }
}
