using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// The posterior of a Bayesian linear model with Gaussian noise, θ | data ~ N(θ̂, σ² A⁻¹) with A = λI + Σw x xᵀ (Bishop,
/// Pattern Recognition and Machine Learning, equations 3.50 and 3.51), kept current observation by observation with the formula of Sherman
/// and Morrison (1950), and computed anew from the sums after a merge. It may use a prefix of the statistics' features. The first feature
/// is the constant 1; the prior mean is its weight. Not thread-safe.
/// </summary>
internal sealed class RidgeEstimate
{
    // Rounding adds up over updates; the sums do not suffer from it.
    private const int UpdatesBeforeRenewal = 4096;

    // Models with many features gather observations, more as each one matters less: one by one up to 128, 16 at a time from 1024 on, from
    // the sums alone when a renewal is due so seldom that it costs less.
    private const int SmallestGathered = 48;
    private const int ObservationsPerGathered = 16;
    private const int ObservationsBeforeSumsAlone = 32768;

    // Without need of A⁻¹, weights from the sums cost a third of a renewal: every sixteenth more from 1024 on.
    private const int ObservationsBeforeWeightsAlone = 1024;
    private const int ObservationsPerWeights = 16;

    private readonly RidgeStatistics _statistics;
    private readonly bool _isMeanAlone;
    private readonly double[] _gain;
    private readonly double[]? _gathered;
    private readonly double[] _responses = new double[PackedBatch.Most];
    private readonly double[] _weights = new double[PackedBatch.Most];
    private int _waiting;
    private int _updates;

    /// <summary>The posterior of the statistics as they are.</summary>
    /// <param name="statistics">The sums; whoever adds to them calls <see cref="Update"/> or <see cref="Renew"/> afterwards.</param>
    /// <param name="dimension">How many of the statistics' features, from the first, the model has.</param>
    /// <param name="precision">λ, more than zero.</param>
    /// <param name="priorMean">The reward expected without any observation.</param>
    /// <param name="isMeanAlone">
    /// Whether nobody asks for leverages or the residual; then both are left uncomputed once there are many observations.
    /// </param>
    public RidgeEstimate(RidgeStatistics statistics, int dimension, double precision, double priorMean, bool isMeanAlone = false)
    {
        _isMeanAlone = isMeanAlone;
        _statistics = statistics;
        Dimension = dimension;
        Precision = precision;
        PriorMean = priorMean;
        Inverse = new double[PackedSymmetric.Length(dimension)];
        Weights = new double[PackedSymmetric.Padded(dimension)];
        _gathered = dimension >= SmallestGathered ? new double[PackedBatch.Most * Weights.Length] : null;
        _gain = new double[Weights.Length * (_gathered is null ? 1 : PackedBatch.Most)];
        if (statistics.Weight > 0)
        {
            Renew();
            return;
        }
        Weights[0] = priorMean;
        for (var i = 0; i < dimension; i++)
        {
            Inverse[PackedSymmetric.Row(i) + i] = 1 / precision;
        }
    }

    /// <summary>Features of the model, the constant included.</summary>
    public int Dimension { get; }

    /// <summary>λ.</summary>
    public double Precision { get; }

    /// <summary>The reward expected without any observation.</summary>
    public double PriorMean { get; }

    /// <summary>A⁻¹, packed.</summary>
    public double[] Inverse { get; }

    /// <summary>The posterior mean of the weights, padded.</summary>
    public double[] Weights { get; }

    /// <summary>
    /// Σw (r − θ̂ᵀx)² + λ |θ̂ − θ₀|²: what the observations add to twice the rate of the noise variance's inverse gamma
    /// posterior.
    /// </summary>
    public double Residual { get; private set; }

    /// <summary>The mean reward expected at x.</summary>
    public double Mean(ReadOnlySpan<double> x) => PackedSymmetric.Dot(Weights, x);

    /// <summary>xᵀ A⁻¹ x: the variance of the expected reward at x in units of the noise's; at least 0.</summary>
    public double Leverage(ReadOnlySpan<double> x) => Math.Max(0, PackedSymmetric.Quadratic(Inverse, x, Dimension));

    /// <summary>
    /// Follows an observation that the statistics have taken up. A model with many features may take it up with later ones; then the mean
    /// lags behind by at most a sixteenth of the observations.
    /// </summary>
    public void Update(ReadOnlySpan<double> x, double reward, double weight)
    {
        _updates++;
        // By weight, not number: what was discounted must not delay what is new.
        var past = _statistics.Weight;
        if (_gathered is not null && (past >= ObservationsBeforeSumsAlone || IsMeanAlone))
        {
            if (_updates >= past / (IsMeanAlone ? ObservationsPerWeights : ObservationsPerGathered))
            {
                Renew();
            }
            return;
        }
        if (_updates >= UpdatesBeforeRenewal)
        {
            Renew();
            return;
        }
        var own = x[..Weights.Length];
        if (_gathered is null)
        {
            UpdateOne(own, reward, weight);
            return;
        }
        if (weight == 0)
        {
            return;
        }
        own.CopyTo(_gathered.AsSpan(_waiting * own.Length));
        _responses[_waiting] = reward;
        _weights[_waiting++] = weight;
        if (_waiting >= Math.Clamp((int)Math.Min(past / ObservationsPerGathered, PackedBatch.Most), 1, PackedBatch.Most))
        {
            UpdateGathered();
        }
    }

    private bool IsMeanAlone => _isMeanAlone && _gathered is not null && _statistics.Weight >= ObservationsBeforeWeightsAlone;

    private void UpdateOne(ReadOnlySpan<double> x, double reward, double weight)
    {
        PackedSymmetric.Multiply(Inverse, x, _gain, Dimension);
        var scale = weight / (1 + (weight * PackedSymmetric.Dot(_gain, x)));
        var error = reward - PackedSymmetric.Dot(Weights, x);
        PackedSymmetric.AddScaled(Weights, _gain, scale * error);
        PackedSymmetric.AddOuter(Inverse, _gain, Dimension, -scale);
        Residual += scale * error * error;
    }

    // Woodbury's formula: with G = A⁻¹ Xᵀ and S = W⁻¹ + X G, A⁻¹ loses G S⁻¹ Gᵀ and the weights gain G S⁻¹ (r − X
    // θ̂). With the factor L of S and the rows of L⁻¹ Gᵀ this is one outer product and one step of the weights for each row.
    private void UpdateGathered()
    {
        var (count, stride) = (_waiting, Weights.Length);
        _waiting = 0;
        PackedBatch.Multiply(Inverse, _gathered, _gain, count, Dimension);
        Span<double> factor = stackalloc double[PackedBatch.Most * PackedBatch.Most];
        Span<double> errors = stackalloc double[PackedBatch.Most];
        Span<double> scales = stackalloc double[PackedBatch.Most];
        for (var k = 0; k < count; k++)
        {
            errors[k] = _responses[k] - PackedSymmetric.Dot(Weights, _gathered.AsSpan(k * stride, stride));
        }
        for (var k = 0; k < count; k++)
        {
            var row = _gain.AsSpan(k * stride, stride);
            var x = _gathered.AsSpan(k * stride, stride);
            var diagonal = (1 / _weights[k]) + PackedSymmetric.Dot(row, x);
            for (var j = 0; j < k; j++)
            {
                // Row j is that of L⁻¹ Gᵀ already; its product with x_k is the factor's entry, S being Gram.
                var entry = PackedSymmetric.Dot(_gain.AsSpan(j * stride, stride), x);
                factor[(k * PackedBatch.Most) + j] = entry;
                diagonal -= entry * entry;
            }
            for (var j = 0; j < k; j++)
            {
                var entry = factor[(k * PackedBatch.Most) + j];
                PackedSymmetric.AddScaled(row, _gain.AsSpan(j * stride, stride), -entry);
                errors[k] -= entry * errors[j];
            }
            var inverse = 1 / Math.Sqrt(diagonal);
            foreach (ref var value in row)
            {
                value *= inverse;
            }
            errors[k] *= inverse;
            PackedSymmetric.AddScaled(Weights, row, errors[k]);
            Residual += errors[k] * errors[k];
            scales[k] = -1;
        }
        PackedBatch.AddOuters(Inverse, _gain, scales[..count], Dimension);
    }

    /// <summary>Computes the posterior from the sums, after they were merged or discounted.</summary>
    /// <exception cref="InvalidOperationException">The sums are those of no data.</exception>
    public void Renew()
    {
        _updates = 0;
        _waiting = 0;
        var factor = _statistics.Moments.AsSpan(0, Inverse.Length).ToArray();
        var moment = _statistics.Response.AsSpan(0, Dimension);
        var centred = 0.0;
        Weights.AsSpan().Clear();
        for (var i = 0; i < Dimension; i++)
        {
            // The first column of the moments is Σw x.
            Weights[i] = moment[i] - (PriorMean * factor[PackedSymmetric.Row(i)]);
        }
        for (var i = 0; i < Dimension; i++)
        {
            factor[PackedSymmetric.Row(i) + i] += Precision;
        }
        if (!Cholesky.Factor(factor, Dimension))
        {
            throw new InvalidOperationException(
                $"The moments of {Dimension} features with precision {Precision} are not positive definite.");
        }
        var response = Weights.AsSpan(0, Dimension).ToArray();
        Cholesky.Solve(factor, Weights, Dimension);
        if (IsMeanAlone)
        {
            Weights[0] += PriorMean;
            return;
        }
        for (var i = 0; i < Dimension; i++)
        {
            centred += response[i] * Weights[i];
        }
        var squares = _statistics.RewardSquares - (2 * PriorMean * _statistics.RewardSum) + (PriorMean * PriorMean * _statistics.Weight);
        Residual = Math.Max(0, squares - centred);
        Weights[0] += PriorMean;
        Cholesky.InvertFactor(factor, Dimension);
        Cholesky.Square(factor, Inverse, Dimension);
    }
}
