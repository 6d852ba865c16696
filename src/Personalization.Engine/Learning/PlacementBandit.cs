using System.Collections.Frozen;
using Personalization.Engine.Bandits;
using Personalization.Engine.Binary;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Learning;

/// <summary>
/// The contextual bandit of one placement. What the ranking thought of an item, calibrated to rewards by a small model that all items
/// share, is what is expected of an item that nothing is known of; per item, the bandit learns how it differs from that in which context.
/// One writer; what it publishes is readable from any thread.
/// </summary>
public sealed class PlacementBandit
{
    private const byte Version = 3;
    private const int Basis = 2;

    // Fewer interactions than by default, since a placement may have hundreds of items; a stronger prior, since rewards here are
    // differences from what was expected.
    private static readonly AdaptiveOptions s_options = new()
    {
        Interactions = 48,
        LinearPrecisions = [2, 10],
        InteractionPrecisions = [10]
    };

    private readonly BanditOptions _options;
    private readonly ForwardDecay _decay;
    private readonly ArmChanges _changes;
    private readonly double[] _basis = new double[PackedSymmetric.Padded(Basis)];
    private RidgeStatistics _shared = new(Basis);
    private RidgeEstimate _calibration;
    private AdaptiveLearner _learner = new(ChoiceFeatures.Count, options: s_options);
    private volatile PlacementSnapshot _published;
    private bool _isChanged;

    /// <summary>Creates a bandit that knows nothing.</summary>
    public PlacementBandit(BanditOptions options)
    {
        (_options, _decay, _changes, Course) =
            (options, new ForwardDecay(options.HalfLife), new ArmChanges(options), new TrafficHistory(options.Arms));
        _calibration = new RidgeEstimate(_shared, Basis, 1, 0);
        _published = Snapshot();
    }

    /// <summary>What decides at present.</summary>
    public PlacementSnapshot Published => _published;

    /// <summary>What is known of each item without context, however long ago: how often it was chosen, and its rewards.</summary>
    public ArmTable Table { get; private set; } = new();

    /// <summary>How often each item was chosen in the course of time.</summary>
    public TrafficHistory Course { get; private set; }

    /// <summary>
    /// Learns from what came of a choice. One that does not fit, being of a version with other features, counts for the items' own figures
    /// alone.
    /// </summary>
    public void Learn(LoggedChoice choice, double reward)
    {
        _isChanged = true;
        Table.Observe(choice.Arm, reward, choice.Propensity);
        Course.Add(choice.Arm, choice.At);
        Renew(choice.Arm, choice.Generation);
        if (choice.Features.Length != ChoiceFeatures.Count || choice.Generation < _changes.GenerationOf(choice.Arm))
        {
            return;
        }
        _changes.Observe(choice, reward);
        var (past, weight) = _decay.Take(choice.At);
        Discount(past);
        (_basis[0], _basis[1]) = (1, choice.Score);
        var expected = _calibration.Mean(_basis);
        _shared.Add(_basis, reward, weight);
        _calibration.Update(_basis, reward, weight);
        // As long as nothing was ever rewarded the items cannot be told apart, and whoever reports no outcomes should not pay for learning.
        if (_shared.RewardSquares > 0
            && (_learner.Statistics.Models.Find(choice.Arm) is not null || _learner.Statistics.Models.Arms.Count < _options.Arms))
        {
            _learner.Observe(new BanditObservation(choice.Arm, choice.Features, reward - expected)
            {
                Propensity = choice.Propensity,
                Weight = weight
            });
        }
    }

    /// <summary>The items whose change is noticed and not yet told of, with the generation that begins.</summary>
    public IEnumerable<(string Arm, int Generation)> Noticed => _changes.Noticed;

    /// <summary>Begins to learn an item anew.</summary>
    /// <returns>Whether the generation is a later one.</returns>
    public bool Renew(string arm, int generation)
    {
        if (!_changes.Renew(arm, generation))
        {
            return false;
        }
        _learner.Forget(arm);
        _isChanged = true;
        return true;
    }

    /// <summary>Makes what was learnt decide.</summary>
    public void Publish()
    {
        if (_isChanged)
        {
            _isChanged = false;
            _published = Snapshot();
        }
    }

    /// <summary>Writes what was learnt.</summary>
    public void Write(ByteWriter writer)
    {
        WriteSums(writer);
        _learner.Statistics.Write(writer);
    }

    /// <summary>
    /// Writes what follows from the choices alone, and not from what the models made of them: the same choices in the same order give the
    /// same bytes.
    /// </summary>
    public void WriteSums(ByteWriter writer)
    {
        writer.Byte(Version);
        writer.Signed(_decay.Newest ?? long.MinValue);
        _changes.Write(writer);
        Table.Write(writer);
        _shared.Write(writer);
        Course.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version, or end too early.</exception>
    public void Read(ReadOnlySpan<byte> data)
    {
        var reader = new ByteReader(data);
        BanditFormat.Require(reader.Byte(), Version, "placement's sums");
        _decay.Newest = reader.Signed() is var newest and not long.MinValue ? newest : null;
        _changes.Read(ref reader);
        Table = ArmTable.Read(ref reader);
        _shared = RidgeStatistics.Read(ref reader);
        _calibration = new RidgeEstimate(_shared, Basis, 1, 0);
        Course = TrafficHistory.Read(ref reader, _options.Arms);
        _learner = new AdaptiveLearner(ChoiceFeatures.Count, options: s_options);
        _learner.Load(AdaptiveStatistics.Read(ref reader));
        _isChanged = true;
        Publish();
    }

    private void Discount(double factor)
    {
        if (factor < 1)
        {
            _shared.Discount(factor);
            _calibration.Renew();
            _learner.Discount(factor);
        }
    }

    private PlacementSnapshot Snapshot() => new(
        _learner.Publish(), _calibration.Weights[0], _calibration.Weights[1], _shared.Count,
        _changes.Generations.ToFrozenDictionary(StringComparer.Ordinal), _shared.RewardSquares > 0);
}
