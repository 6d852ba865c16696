using Personalization.Engine.Binary;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// The sums that the default contextual bandit learns from: those of the models per arm, on the features and the products of their pairs,
/// and the squared errors of the candidates' forecasts. Sums of several nodes add up to those of one node that had observed everything, if
/// the forecasts are those of the same published snapshots. Not thread-safe.
/// </summary>
public sealed class AdaptiveStatistics
{
    private const byte Version = 1;
    private readonly double[] _losses;

    /// <summary>Empty statistics.</summary>
    /// <param name="dimension">Numbers in a mapped vector.</param>
    /// <param name="candidates">Candidate models whose forecasts are compared.</param>
    internal AdaptiveStatistics(int dimension, int candidates)
        : this(new ModelStatistics(dimension), new double[candidates])
    {
    }

    private AdaptiveStatistics(ModelStatistics models, double[] losses)
    {
        Models = models;
        _losses = losses;
    }

    /// <summary>The sums of the models.</summary>
    public ModelStatistics Models { get; }

    /// <summary>Σw (reward − forecast)² of each candidate, each forecast made before its reward was learned from.</summary>
    public ReadOnlySpan<double> Losses => _losses;

    /// <summary>Σw of the compared forecasts.</summary>
    public double Forecasts { get; private set; }

    /// <summary>The least reward seen, however long ago; positive infinity before the first.</summary>
    public double LeastReward { get; private set; } = double.PositiveInfinity;

    /// <summary>The highest reward seen, however long ago; negative infinity before the first.</summary>
    public double MostReward { get; private set; } = double.NegativeInfinity;

    /// <summary>Adds a reward, with the forecasts of the snapshot that is published at present.</summary>
    /// <param name="snapshot">The snapshot; its forecasts must not know this reward yet.</param>
    /// <param name="observation">The reward.</param>
    /// <exception cref="ArgumentException">A member is out of range, or the snapshot is of another form.</exception>
    public void Observe(AdaptiveSnapshot snapshot, BanditObservation observation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        observation.Check(snapshot.Features);
        if (snapshot.Map.Dimension != Models.Dimension || snapshot.Candidates != _losses.Length)
        {
            throw new ArgumentException("The snapshot is not of the same form as the statistics.", nameof(snapshot));
        }
        Span<double> mapped = new double[PackedSymmetric.Padded(Models.Dimension)];
        Span<double> forecasts = stackalloc double[_losses.Length];
        snapshot.Expand(observation.Features, mapped);
        snapshot.Forecast(snapshot.IndexOf(observation.Arm), mapped, forecasts);
        Add(observation.Arm, mapped, forecasts, observation.Reward, observation.Weight);
    }

    internal void Add(string arm, ReadOnlySpan<double> mapped, ReadOnlySpan<double> forecasts, double reward, double weight)
    {
        for (var c = 0; c < _losses.Length; c++)
        {
            var error = reward - forecasts[c];
            _losses[c] += weight * error * error;
        }
        Forecasts += weight;
        LeastReward = Math.Min(LeastReward, reward);
        MostReward = Math.Max(MostReward, reward);
        Models.Get(arm).Add(mapped, reward, weight);
    }

    /// <summary>Adds what others have observed.</summary>
    /// <exception cref="ArgumentException">The forms differ.</exception>
    public void Merge(AdaptiveStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._losses.Length != _losses.Length)
        {
            throw new ArgumentException(
                $"Statistics of {other._losses.Length} candidates cannot be merged into those of {_losses.Length}.", nameof(other));
        }
        Models.Merge(other.Models);
        PackedSymmetric.AddScaled(_losses, other._losses, 1);
        Forecasts += other.Forecasts;
        LeastReward = Math.Min(LeastReward, other.LeastReward);
        MostReward = Math.Max(MostReward, other.MostReward);
    }

    /// <summary>Counts the past for less; see <see cref="Discounting.Factor"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1].</exception>
    public void Discount(double factor)
    {
        Models.Discount(factor);
        foreach (ref var loss in _losses.AsSpan())
        {
            loss *= factor;
        }
        Forecasts *= factor;
    }

    /// <summary>Writes the statistics; equal ones give equal bytes.</summary>
    public void Write(ByteWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Byte(Version);
        writer.Varint((ulong)_losses.Length);
        foreach (var loss in _losses)
        {
            writer.Double(loss);
        }
        writer.Double(Forecasts);
        writer.Double(LeastReward);
        writer.Double(MostReward);
        Models.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version, end too early or contradict themselves.</exception>
    public static AdaptiveStatistics Read(ref ByteReader reader)
    {
        BanditFormat.Require(reader.Byte(), Version, "adaptive statistics");
        var losses = new double[reader.Count(8)];
        foreach (ref var loss in losses.AsSpan())
        {
            loss = reader.Double();
        }
        var (forecasts, least, most) = (reader.Double(), reader.Double(), reader.Double());
        return new AdaptiveStatistics(ModelStatistics.Read(ref reader), losses)
        {
            Forecasts = forecasts,
            LeastReward = least,
            MostReward = most
        };
    }
}
