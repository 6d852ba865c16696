using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Bandits;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Binary;
using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Learning;

/// <summary>Writes what the log says about experiments and bandits for other nodes. Reusable; not thread-safe.</summary>
public sealed class LearningWriter : ILearningSink
{
    internal const byte Version = 1, Definition = 1, Exposure = 2, Change = 3, Reward = 4, Renewal = 5, Interim = 6;

    private readonly ByteWriter _writer = new(1024);

    /// <summary>How many observations were written since the last <see cref="Take"/>.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of everything written since the last time; empty when there is nothing.</summary>
    public byte[] Take()
    {
        var bytes = _writer.ToArray();
        _writer.Clear();
        Count = 0;
        return bytes;
    }

    /// <inheritdoc/>
    public void Defined(long position, ExperimentRevision revision)
    {
        Begin(Definition, position);
        _writer.Block(JsonSerializer.SerializeToUtf8Bytes(revision, ContractsJson.Default.ExperimentRevision));
    }

    /// <inheritdoc/>
    public void Analysed(long position, InterimAnalysis look)
    {
        Begin(Interim, position);
        _writer.Block(JsonSerializer.SerializeToUtf8Bytes(look, ContractsJson.Default.InterimAnalysis));
    }

    /// <inheritdoc/>
    public void Exposed(long position, in ExperimentUnit person, ReadOnlySpan<PersonValue> values)
    {
        Begin(Exposure, position);
        Person(person);
        _writer.Varint((ulong)values.Length);
        foreach (var value in values)
        {
            Value(value);
        }
    }

    /// <inheritdoc/>
    public void Changed(long position, in ExperimentUnit person, int metric, PersonValue old, PersonValue now)
    {
        Begin(Change, position);
        Person(person);
        _writer.Varint((ulong)metric);
        Value(old);
        Value(now);
    }

    /// <inheritdoc/>
    public void Rewarded(long position, LoggedChoice choice, double reward)
    {
        Begin(Reward, position);
        ChoiceCodec.Write(_writer, choice);
        _writer.Double(reward);
    }

    /// <inheritdoc/>
    public void Renewed(long position, ItemRenewal renewal)
    {
        Begin(Renewal, position);
        _writer.Text(renewal.Placement);
        _writer.Text(renewal.ItemId);
        _writer.Varint((ulong)renewal.Generation);
    }

    private void Begin(byte kind, long position)
    {
        if (Count++ == 0)
        {
            _writer.Byte(Version);
        }
        _writer.Byte(kind);
        _writer.Varint((ulong)position);
    }

    private void Person(in ExperimentUnit person)
    {
        _writer.Text(person.ExperimentId);
        _writer.Varint((ulong)person.Variant);
        _writer.Varint((ulong)person.Segments.Length);
        foreach (var segment in person.Segments)
        {
            _writer.Text(segment);
        }
    }

    private void Value(PersonValue value)
    {
        _writer.Double(value.Value);
        _writer.Double(value.Denominator);
        _writer.Double(value.Covariate);
    }
}
