using Personalization.Contracts.Bandits;
using Personalization.Engine.Bandits;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Trials;

/// <summary>
/// The contextual bandit of one placement. What the ranking thought of an item, calibrated to rewards by a small model that all items share, is what is expected of an item
/// that nothing is known of; per item, the bandit learns how it differs from that in which context. One writer; what it publishes is readable from any thread.
/// </summary>
public sealed class PlacementBandit
{
    private const int Basis = 2;

    // Fewer interactions than by default, since a placement may have hundreds of items; a stronger prior, since rewards here are differences from what was expected.
    private static readonly AdaptiveOptions s_options = new() { Interactions = 48, LinearPrecisions = [2, 10], InteractionPrecisions = [10] };

    private readonly int _arms;
    private readonly double[] _basis = new double[PackedSymmetric.Padded(Basis)];
    private RidgeStatistics _shared = new(Basis);
    private RidgeEstimate _calibration;
    private AdaptiveLearner _learner = new(ChoiceFeatures.Count, options: s_options);
    private volatile PlacementSnapshot _published;
    private bool _isChanged;

    /// <summary>Creates a bandit that knows nothing.</summary>
    /// <param name="arms">How many items are learnt of one by one.</param>
    public PlacementBandit(int arms)
    {
        _arms = arms;
        _calibration = new RidgeEstimate(_shared, Basis, 1, 0);
        _published = Snapshot();
    }

    /// <summary>What decides at present.</summary>
    public PlacementSnapshot Published => _published;

    /// <summary>What is known of each item without context: how often it was chosen, and its rewards.</summary>
    public ArmTable Table { get; private set; } = new();

    /// <summary>How often each item was chosen in the course of time.</summary>
    public ShareCourse Course { get; private set; } = new();

    /// <summary>Learns from what came of a choice. One that does not fit, being of a version with other features, counts for the items' own figures alone.</summary>
    public void Learn(BanditChoiceRecord choice, double reward)
    {
        _isChanged = true;
        Table.Observe(choice.Arm, reward, choice.Propensity);
        Course.Add(choice.Arm, choice.At);
        if (choice.Features.Count != ChoiceFeatures.Count)
        {
            return;
        }
        (_basis[0], _basis[1]) = (1, choice.Score);
        var expected = _calibration.Mean(_basis);
        _shared.Add(_basis, reward, 1);
        _calibration.Update(_basis, reward, 1);
        // As long as nothing was ever rewarded the items cannot be told apart, and whoever reports no outcomes should not pay for learning.
        if (_shared.RewardSquares > 0 && (_learner.Statistics.Models.Find(choice.Arm) is not null || _learner.Statistics.Models.Arms.Count < _arms))
        {
            Span<double> features = stackalloc double[ChoiceFeatures.Count];
            for (var i = 0; i < features.Length; i++)
            {
                features[i] = choice.Features[i];
            }
            _learner.Observe(new BanditObservation(choice.Arm, features, reward - expected) { Propensity = choice.Propensity });
        }
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
        writer.Byte(1);
        Table.Write(writer);
        _shared.Write(writer);
        _learner.Statistics.Write(writer);
        Course.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version, or end too early.</exception>
    public void Read(ReadOnlySpan<byte> data)
    {
        var reader = new ByteReader(data);
        if (reader.Byte() is var version and not 1)
        {
            throw new FormatException($"The bandit is written in version {version}; this engine reads version 1.");
        }
        Table = ArmTable.Read(ref reader);
        _shared = RidgeStatistics.Read(ref reader);
        _calibration = new RidgeEstimate(_shared, Basis, 1, 0);
        _learner = new AdaptiveLearner(ChoiceFeatures.Count, options: s_options);
        _learner.Load(AdaptiveStatistics.Read(ref reader));
        Course = reader.AtEnd ? new ShareCourse() : ShareCourse.Read(ref reader);
        _isChanged = true;
        Publish();
    }

    private PlacementSnapshot Snapshot() =>
        new(_learner.Publish(), Table.Publish(), _calibration.Weights[0], _calibration.Weights[1], _shared.Count, _shared.RewardSquares > 0);
}
